using System.Text.Json;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>What was found when the acknowledged jobs were looked up again.</summary>
internal sealed class SoakTally
{
    private readonly List<string> _faults = [];
    private long _checked;
    private long _crashed;

    public bool IsClean => _faults.Count == 0;

    /// <summary>A fault of the service, in words.</summary>
    public void Add(string fault)
    {
        lock (_faults) _faults.Add(fault);
    }

    /// <summary>Checks a job that was acknowledged, by what the service says of it when it has ended.</summary>
    public void Check(Guid id, SoakJob job, JsonElement found)
    {
        Interlocked.Increment(ref _checked);
        var state = found.GetProperty("state").GetString();
        var outcomes = found.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString()).ToList();
        if (outcomes.Contains("crashed")) Interlocked.Increment(ref _crashed);
        if (!EndedAsItMust(job, state)) Add($"{id} should be {job.EndsAs} and is {state}");
        if (outcomes.Count(outcome => outcome == "succeeded") != (state == "succeeded" ? 1 : 0)) Add($"{id} is {state} after {string.Join(", ", outcomes)}");
        if (state == "failed" && outcomes.Count(outcome => outcome == "failed") != 2) Add($"{id} used its retries as {string.Join(", ", outcomes)}");
    }

    public override string ToString() =>
        string.Join(Environment.NewLine, [$"{_checked} acknowledged jobs looked up, {_crashed} of them were hit by a kill, {_faults.Count} faults", .. _faults.Take(20)]);

    // A kill can come between the acknowledgement of a job and its cancel, which then is never asked for.
    private static bool EndedAsItMust(SoakJob job, string? state) => state == job.EndsAs || (job.Cancel && state == "succeeded");
}
