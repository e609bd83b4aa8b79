using System.Globalization;
using System.Text;
using OrleansJobs.Datasets;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>
/// The statistics by another road than the product's: the text of a CSV is cut into characters, every row is kept, sums are decimal
/// and made anew for every question asked.
/// </summary>
internal sealed class NaiveStatistics
{
    private sealed record Row(string Location, string Question, decimal Value, string Category, string Segment);

    private readonly List<Row> _rows;

    public NaiveStatistics(string csv)
    {
        var records = Records(csv);
        var header = records[0];
        int Column(string name) => header.FindIndex(column => column == name);
        var (location, question, value) = (Column("LocationDesc"), Column("Question"), Column("Data_Value"));
        var (category, segment) = (Column("StratificationCategory1"), Column("Stratification1"));
        _rows = [.. records.Skip(1).Where(record => record[value] != "").Select(record => new Row(
            record[location], record[question], decimal.Parse(record[value], CultureInfo.InvariantCulture), record[category], record[segment]))];
    }

    public IEnumerable<string> Questions => _rows.Select(row => row.Question).Distinct();

    public IEnumerable<string> Locations => _rows.Select(row => row.Location).Distinct();

    /// <summary>The numbers in order, and what they stand below; null if there are no rows.</summary>
    public (string? Of, List<(string Name, decimal Value)> Entries)? Answer(DatasetStatistic statistic, string question, string state)
    {
        var all = _rows.Where(row => row.Question == question).ToList();
        var here = all.Where(row => row.Location == state).ToList();
        if (statistic.IsOfState() && here.Count == 0) return null;
        var means = all.GroupBy(row => row.Location).Select(rows => (rows.Key, Mean(rows))).OrderBy(mean => mean.Item2).ToList();
        var low = question.Contains("obesity", StringComparison.Ordinal) || question.Contains("overweight", StringComparison.Ordinal)
            || question.Contains("no leisure-time", StringComparison.Ordinal) || question.Contains("less than one time daily", StringComparison.Ordinal);
        return statistic.Name() switch
        {
            "states_mean" => (null, means),
            "state_mean" => (null, [(state, Mean(here))]),
            "best5" => (null, low ? [.. means.Take(5)] : [.. Enumerable.Reverse(means).Take(5)]),
            "worst5" => (null, low ? [.. Enumerable.Reverse(means).Take(5)] : [.. means.Take(5)]),
            "global_mean" => (null, [("global_mean", Mean(all))]),
            "diff_from_mean" => (null, [.. means.Select(mean => (mean.Key, Mean(all) - mean.Item2))]),
            "state_diff_from_mean" => (null, [(state, Mean(all) - Mean(here))]),
            "mean_by_category" => (null, ByCategory(all, row => $"('{row.Location}', '{row.Category}', '{row.Segment}')", row => row.Location)),
            "state_mean_by_category" => (state, ByCategory(here, row => $"('{row.Category}', '{row.Segment}')", _ => "")),
            _ => throw new ArgumentOutOfRangeException(nameof(statistic)),
        };
    }

    private static List<(string, decimal)> ByCategory(List<Row> rows, Func<Row, string> name, Func<Row, string> first) =>
    [
        .. rows.Where(row => row.Category != "" && row.Segment != "")
            .OrderBy(first, StringComparer.Ordinal).ThenBy(row => row.Category, StringComparer.Ordinal).ThenBy(row => row.Segment, StringComparer.Ordinal)
            .GroupBy(name).Select(group => (group.Key, Mean(group))),
    ];

    private static decimal Mean(IEnumerable<Row> rows) => rows.Sum(row => row.Value) / rows.Count();

    private static List<List<string>> Records(string csv)
    {
        var records = new List<List<string>> { new() };
        var field = new StringBuilder();
        var quoted = false;
        foreach (var c in csv.ReplaceLineEndings("\n"))
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                records[^1].Add(field.ToString());
                field.Clear();
                if (c == '\n') records.Add([]);
            }
            else field.Append(c);
        }

        return [.. records.Where(record => record.Count > 1)];
    }
}
