using System.Text.Json;

namespace OrleansJobs.Benchmarks.Soak;

/// <summary>What was found when the acknowledged jobs were looked up again.</summary>
internal sealed class SoakTally
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, List<(DateTimeOffset StartedAt, DateTimeOffset EndedAt)>> _lanes = [];
    private long _checked;
    private long _crashed;

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
        if (job.Lane is { } lane) Note(lane, found.GetProperty("attempts"));
        if (!EndedAsItMust(job, state)) Add($"{id} should be {job.EndsAs} and is {state}");
        if (outcomes.Count(outcome => outcome == "succeeded") != (state == "succeeded" ? 1 : 0)) Add($"{id} is {state} after {string.Join(", ", outcomes)}");
        if (state == "failed" && outcomes.Count(outcome => outcome == "failed") != 2) Add($"{id} used its retries as {string.Join(", ", outcomes)}");
    }

    /// <summary>Looks whether the attempts in a lane ran one after the other, prints all there is, and answers whether there is no fault.</summary>
    public bool Conclude()
    {
        foreach (var (lane, attempts) in _lanes)
        {
            attempts.Sort();
            foreach (var (earlier, later) in attempts.Zip(attempts.Skip(1)))
            {
                if (later.StartedAt < earlier.EndedAt) Add($"{lane}: an attempt started at {later.StartedAt:O}, when that of {earlier.StartedAt:O} ran until {earlier.EndedAt:O}");
            }
        }

        Console.WriteLine($"{this}{Environment.NewLine}{_lanes.Values.Sum(attempts => attempts.Count)} attempts in {_lanes.Count} lanes");
        return _faults.Count == 0;
    }

    public override string ToString() =>
        string.Join(Environment.NewLine, [$"{_checked} acknowledged jobs looked up, {_crashed} of them were hit by a kill, {_faults.Count} faults", .. _faults.Take(20)]);

    private void Note(string lane, JsonElement attempts)
    {
        lock (_lanes)
        {
            if (!_lanes.TryGetValue(lane, out var known)) _lanes.Add(lane, known = []);
            known.AddRange(attempts.EnumerateArray().Select(attempt => (attempt.GetProperty("startedAt").GetDateTimeOffset(), attempt.GetProperty("endedAt").GetDateTimeOffset())));
        }
    }

    // A kill can come between the acknowledgement of a job and its cancel, which then is never asked for.
    private static bool EndedAsItMust(SoakJob job, string? state) => state == job.EndsAs || (job.Cancel && state == "succeeded");
}
