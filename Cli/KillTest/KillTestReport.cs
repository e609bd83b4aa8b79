using System.Text.Json.Serialization;

namespace OrleansJobs.Cli.KillTest;

/// <summary>What became of a job whose submit was answered.</summary>
/// <param name="Id">The job.</param>
/// <param name="Job">As it ended; null: it is not there, or has not ended.</param>
internal sealed record JobFate(Guid Id, Job? Job);

/// <summary>What the kills cost.</summary>
/// <param name="Kills">How often the service was killed.</param>
/// <param name="Acknowledged">Jobs whose submit was answered.</param>
/// <param name="Succeeded">Those of them that succeeded.</param>
/// <param name="Lost">Those that are not there, or have not ended, with or without success.</param>
/// <param name="Failed">Those that ended without success.</param>
/// <param name="RanAfterEnd">Those that were started again after an attempt had succeeded.</param>
/// <param name="MadeTwice">Jobs that there are beside those: made by a submit that was sent again.</param>
/// <param name="Rescued">Jobs that ran when the service was killed, and were started again.</param>
/// <param name="Rescue">From the kill to the next attempt; null: none was rescued.</param>
/// <param name="Start">From the start of the process to its being ready; jobs may be rescued before that.</param>
internal sealed record KillTestReport(
    int Kills, int Acknowledged, int Succeeded, int Lost, int Failed, int RanAfterEnd, long MadeTwice, int Rescued, Percentiles? Rescue, Percentiles Start)
{
    /// <summary>Whether the service has kept what it says.</summary>
    [JsonIgnore]
    public bool IsClean => Lost == 0 && Failed == 0 && RanAfterEnd == 0 && MadeTwice == 0;

    /// <summary>The same for people.</summary>
    [JsonIgnore]
    public (string Name, object? Value)[] Lines =>
    [
        ("kills", Kills), ("acknowledged", Acknowledged), ("succeeded", Succeeded), ("lost", Lost), ("failed", Failed), ("run again after their end", RanAfterEnd),
        ("made twice", MadeTwice), ("rescued", Rescued), ("from kill to next attempt", Rescue?.ToString()), ("from start to ready", Start.ToString()),
    ];

    /// <summary>The report of what happened.</summary>
    /// <param name="fates">What became of each job.</param>
    /// <param name="made">Jobs that there are.</param>
    /// <param name="kills">When the service was killed, in order.</param>
    /// <param name="starts">How long it took to be ready again.</param>
    public static KillTestReport Of(IReadOnlyCollection<JobFate> fates, long made, IReadOnlyList<DateTimeOffset> kills, IReadOnlyCollection<TimeSpan> starts)
    {
        var jobs = fates.Select(fate => fate.Job).OfType<Job>().ToList();
        var rescues = jobs.SelectMany(job => Rescues(job, kills)).ToList();
        return new(
            kills.Count, fates.Count, jobs.Count(job => job.State == JobState.Succeeded), fates.Count - jobs.Count, jobs.Count(job => job.State != JobState.Succeeded),
            jobs.Count(job => job.Attempts.SkipLast(1).Any(attempt => attempt.Outcome == AttemptOutcome.Succeeded)),
            Math.Max(0, made - fates.Select(fate => fate.Id).Distinct().Count()), rescues.Count, rescues.Count == 0 ? null : Percentiles.Of(rescues), Percentiles.Of(starts));
    }

    // One machine, one clock: the kill and the start that was recorded can be compared.
    private static IEnumerable<TimeSpan> Rescues(Job job, IReadOnlyList<DateTimeOffset> kills) =>
        from pair in job.Attempts.Zip(job.Attempts.Skip(1))
        where pair.First.Outcome == AttemptOutcome.Crashed
        select pair.Second.StartedAt - kills.Last(kill => kill < pair.Second.StartedAt);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KillTestReport))]
internal sealed partial class KillTestJson : JsonSerializerContext;
