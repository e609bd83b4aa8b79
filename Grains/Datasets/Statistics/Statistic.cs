using System.Collections.Immutable;
using OrleansJobs.Datasets;

namespace OrleansJobs.Grains.Datasets.Statistics;

/// <summary>The statistics of one question, from its sums. Pure.</summary>
/// <param name="table">The texts.</param>
/// <param name="question">The question, which has values.</param>
internal sealed class Statistic(DatasetTable table, QuestionTotals question)
{
    private const int Few = 5;

    /// <summary>Answers a statistic.</summary>
    /// <param name="statistic">Which.</param>
    /// <param name="location">The location, for those of one.</param>
    public StatisticTable Answer(DatasetStatistic statistic, LocationTotals? location) => statistic switch
    {
        DatasetStatistic.StatesMean => new(Means(question.ByMean)),
        DatasetStatistic.StateMean => new([Mean(location!)]),
        DatasetStatistic.Best5 => new(Means(LowIsGood ? Lowest : Highest)),
        DatasetStatistic.Worst5 => new(Means(LowIsGood ? Highest : Lowest)),
        DatasetStatistic.GlobalMean => new([new("global_mean", question.Total.Mean)]),
        DatasetStatistic.DiffFromMean => new([.. question.ByMean.Select(Difference)]),
        DatasetStatistic.StateDiffFromMean => new([Difference(location!)]),
        DatasetStatistic.MeanByCategory => new([.. question.Locations.SelectMany(one => Segments(one, NameWithLocation))]),
        DatasetStatistic.StateMeanByCategory => new([.. Segments(location!, Name)], Of: NameOf(location!)),
        _ => throw new ArgumentOutOfRangeException(nameof(statistic)),
    };

    private bool LowIsGood => NutritionQuestions.LowIsGood.Contains(table.Questions[question.Question]);

    private IEnumerable<LocationTotals> Lowest => question.ByMean.Take(Few);

    // Sorted anew and not read backwards: locations with one mean keep the table's order.
    private IEnumerable<LocationTotals> Highest => question.Locations.OrderByDescending(location => location.Total.Mean).Take(Few);

    private ImmutableArray<StatisticEntry> Means(IEnumerable<LocationTotals> locations) => [.. locations.Select(Mean)];

    private StatisticEntry Mean(LocationTotals location) => new(NameOf(location), location.Total.Mean);

    private StatisticEntry Difference(LocationTotals location) => new(NameOf(location), question.Total.Mean - location.Total.Mean);

    private static IEnumerable<StatisticEntry> Segments(LocationTotals location, Func<DatasetCell, string> name) =>
        location.Cells.Where(cell => cell.HasCategory).Select(cell => new StatisticEntry(name(cell), cell.Total.Mean));

    private string NameOf(LocationTotals location) => table.Locations[location.Location];

    private string Name(DatasetCell cell) => PythonText.Tuple(table.Categories[cell.Category], table.Segments[cell.Segment]);

    private string NameWithLocation(DatasetCell cell) =>
        PythonText.Tuple(table.Locations[cell.Location], table.Categories[cell.Category], table.Segments[cell.Segment]);
}
