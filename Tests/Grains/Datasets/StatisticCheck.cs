using System.Text.Json;
using OrleansJobs.Datasets;
using OrleansJobs.Jobs;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>Compares an answer with the naive calculation: names, order and values to 1e-9.</summary>
internal static class StatisticCheck
{
    private const double Tolerance = 1e-9;

    /// <summary>What differs; null if nothing does.</summary>
    public static string? Difference(NaiveStatistics naive, DatasetStatistic statistic, string question, string state, Json? answer)
    {
        var expected = naive.Answer(statistic, question, state);
        if (expected is null || answer is null) return expected is null == answer is null ? null : $"{answer} instead of {expected}";
        using var json = JsonDocument.Parse(answer.ToString());
        var data = json.RootElement;
        var (of, entries) = expected.Value;
        if (of is not null && (data.EnumerateObject().Count() != 1 || !data.TryGetProperty(of, out data))) return $"{of} is missing";
        var given = data.EnumerateObject().Select(member => (member.Name, Value: member.Value.GetDouble())).ToList();
        if (given.Count != entries.Count) return $"{given.Count} entries instead of {entries.Count}";

        // Locations with the same mean may stand in any order, so the order is that of values; names with a value of their own stand with it.
        var byName = All(naive, statistic, question, state).ToDictionary();
        for (var i = 0; i < given.Count; i++)
        {
            if (Math.Abs(given[i].Value - (double)entries[i].Value) > Tolerance) return $"{given[i]} instead of {entries[i]} at {i}";
            if (!byName.TryGetValue(given[i].Name, out var own) || Math.Abs(given[i].Value - (double)own) > Tolerance) return $"{given[i].Name} is {own}, not {given[i].Value}";
        }

        return given.Select(entry => entry.Name).Distinct().Count() == given.Count ? null : "a name twice";
    }

    // Of equal ones at the end of the best or worst, others may be given than expected.
    private static List<(string Name, decimal Value)> All(NaiveStatistics naive, DatasetStatistic statistic, string question, string state) =>
        naive.Answer(statistic is DatasetStatistic.Best5 or DatasetStatistic.Worst5 ? DatasetStatistic.StatesMean : statistic, question, state)!.Value.Entries;
}
