using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Live;

namespace OrleansJobs.Grains.Live;

/// <summary>What there is to tell of a commit. Pure.</summary>
internal static class NewsOf
{
    /// <summary>The news of the commit that made <paramref name="after"/> of <paramref name="before"/>.</summary>
    public static JobNews Commit(JobRecord? before, JobRecord after, ImmutableArray<JobLogLine> log, DateTimeOffset now) => new()
    {
        Id = after.Id,
        Version = after.Version,
        Job = before is not null && IsReport(before, after) ? null : after.At(now) with { Input = null, Result = null },
        Progress = after.Progress != before?.Progress ? after.Progress : null,
        Log = log,
    };

    /// <summary>That the job has to be read.</summary>
    public static JobNews InDoubt(Guid id) => new() { Id = id, Version = 0 };

    // Whatever a running attempt reports changes nothing else; arrays that nobody replaced are the same ones.
    private static bool IsReport(JobRecord before, JobRecord after) => after == before with
    {
        Progress = after.Progress,
        Checkpoint = after.Checkpoint,
        Version = after.Version,
        Stamp = after.Stamp,
    };
}
