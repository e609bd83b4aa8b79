using OrleansJobs.Datasets;
using OrleansJobs.Grains.Datasets;
using OrleansJobs.Grains.Datasets.Csv;
using OrleansJobs.Grains.Datasets.Sample;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>What the statistics are.</summary>
public sealed class StatisticTests
{
    [Fact]
    public async Task All_statistics_of_all_questions_and_locations_are_those_of_an_independent_calculation()
    {
        var naive = new NaiveStatistics(SampleCsv.Text);
        var dataset = await Load(SampleCsv.Text);
        var (questions, locations) = (naive.Questions.ToList(), naive.Locations.ToList());
        Assert.Equal((9, 55), (questions.Count, locations.Count));
        foreach (var question in questions)
        {
            foreach (var statistic in DatasetStatistics.All)
            {
                foreach (var state in statistic.IsOfState() ? locations : [""])
                {
                    var difference = StatisticCheck.Difference(naive, statistic, question, state, Ask(dataset, statistic, question, state));
                    Assert.True(difference is null, $"{statistic} {question} {state}: {difference}");
                }
            }
        }
    }

    [Fact]
    public async Task Sums_of_very_different_numbers_are_exact()
    {
        var dataset = await Load(SampleCsv.Header + "a,q,1e16,,\na,q,1,,\na,q,-1e16,,\na,q,1,,\n");
        Assert.Equal("""{"a":0.5}""", Ask(dataset, DatasetStatistic.StateMean, "q", "a")!.ToString());
    }

    [Fact]
    public async Task Best_and_worst_of_other_questions_are_high_and_low_and_equal_ones_are_in_order_of_names()
    {
        var dataset = await Load(SampleCsv.Header + string.Concat("gfedcba".Select(c => $"{c},q,{(c == 'a' ? 2 : 1)},,\n")));
        Assert.Equal("""{"a":2,"b":1,"c":1,"d":1,"e":1}""", Ask(dataset, DatasetStatistic.Best5, "q")!.ToString());
        Assert.Equal("""{"b":1,"c":1,"d":1,"e":1,"f":1}""", Ask(dataset, DatasetStatistic.Worst5, "q")!.ToString());
    }

    [Fact]
    public async Task Rows_without_category_count_for_means_only()
    {
        var dataset = await Load(SampleCsv.Small);
        Assert.Equal("""{"('Ohio', 'Age', 'old')":2,"('Ohio', 'Age', 'young')":1}""", Ask(dataset, DatasetStatistic.MeanByCategory, "How many?")!.ToString());
        Assert.Equal("""{"Utah":{}}""", Ask(dataset, DatasetStatistic.StateMeanByCategory, "How many?", "Utah")!.ToString());
        Assert.Equal("""{"Ohio":1.5,"Utah":4}""", Ask(dataset, DatasetStatistic.StatesMean, "How many?")!.ToString());
    }

    [Fact]
    public async Task Keys_are_in_order_of_code_points_and_quoted_as_Python_does()
    {
        var dataset = await Load(SampleCsv.Header + "\U0001F600,q,1,Côte d'Ivoire,\"a \"\"b\"\"\"\n\uFF21,q,2,z,it's\n");
        Assert.Equal(
            "{\"('\uFF21', 'z', \\\"it's\\\")\":2,\"('\U0001F600', \\\"Côte d'Ivoire\\\", 'a \\\"b\\\"')\":1}",
            Ask(dataset, DatasetStatistic.MeanByCategory, "q")!.ToString().Replace("\\uD83D\\uDE00", "\U0001F600", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sample_has_the_shape_of_the_published_table_and_is_always_the_same()
    {
        var table = SampleDataset.Load();
        Assert.Equal((9, 55, 6), (table.Questions.Length, table.Locations.Length, table.Categories.Length));
        Assert.Equal(28, table.Cells.Where(cell => cell.HasCategory).Select(cell => (cell.Category, cell.Segment)).Distinct().Count());
        Assert.Equal(494, table.Cells.Select(cell => (cell.Question, cell.Location)).Distinct().Count());
        Assert.Single(table.Cells, cell => !cell.HasCategory);
        Assert.Equal("171a4bf8c7ce7799ce143f313f7d4902", new Dataset(table).Version);
    }

    private static async Task<LoadedDataset> Load(string csv)
    {
        var result = await CsvLoader.Load(new MemoryStream(SampleCsv.Bytes(csv)), new DatasetOptions(), CancellationToken.None);
        var dataset = new Dataset(Assert.IsType<CsvResult.Loaded>(result).Table);
        return new LoadedDataset(LoadedDataset.ReportOf("x", DatasetSource.Upload, default, dataset), dataset, 1 << 20);
    }

    private static Json? Ask(LoadedDataset dataset, DatasetStatistic statistic, string question, string? state = null) =>
        dataset.Answer(new DatasetQuestion { Statistic = statistic, Question = question, State = state }) switch
        {
            DatasetAnswer.Found found => found.Data,
            DatasetAnswer.NoData => null,
            var other => throw new InvalidOperationException(other.ToString()),
        };
}
