using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// What a job's grain has to do after a commit. It follows from the two committed rows alone, so that events which were
/// folded into one write have just the effect of their sum. Pure.
/// </summary>
/// <param name="Stop">The attempt whose code shall stop, as its token is void.</param>
/// <param name="Run">The attempt whose code shall run.</param>
/// <param name="Release">Whether the queue that the job was in shall hear that it holds no slot there any more.</param>
/// <param name="Enqueue">What the queue that the job is in shall hear of it: it waits there, from now on or in another place.</param>
/// <param name="Ended">Whether those who wait for the end shall be told.</param>
/// <param name="TellChildren">Whether the jobs that wait for the end shall be told.</param>
/// <param name="Failed">Of an attempt that gave its slot back: whether it failed or timed out, or succeeded; null if it ended in another way.</param>
public readonly record struct JobEffects(Guid? Stop, Guid? Run, bool Release, QueueEntry? Enqueue, bool Ended, bool TellChildren = false, bool? Failed = null)
{
    /// <summary>The effects of the commit that made <paramref name="after"/> of <paramref name="before"/>.</summary>
    public static JobEffects Between(JobRecord? before, JobRecord after)
    {
        var ran = before?.Token;
        var runs = after.Token;
        var moved = before?.Phase == JobPhase.Pending && before.Queue != after.Queue;
        var waits = after.Phase == JobPhase.Pending;
        var waited = before?.Phase == JobPhase.Pending && PlaceOf(before) == PlaceOf(after);
        return new JobEffects(
            Stop: ran is not null && ran != runs ? ran : null,
            Run: runs is not null && ran != runs && after.LeaseUntil is null ? runs : null,
            Release: moved || (ran is not null && runs is null),
            Enqueue: waits && !waited ? EntryOf(after) : null,
            Ended: after.HasEnded && before?.HasEnded != true,
            TellChildren: after is { HasEnded: true, HasChildren: true },
            Failed: ran is not null && runs is null ? HasFailed(after.Attempts[^1].Outcome) : null);
    }

    // A start names the version. So the queue hears of each version of jobs that change while they wait: debounced ones, and those that
    // get children.
    private static (string, string?, int, int, DateTimeOffset, long?) PlaceOf(JobRecord job) =>
        (job.Queue, job.Lane, job.Cost, job.Priority, job.RunAt, job.DebounceUntil is null && !job.HasChildren ? null : job.Version);

    private static bool? HasFailed(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Failed or AttemptOutcome.TimedOut => true,
        AttemptOutcome.Succeeded => false,
        _ => null,
    };

    /// <summary>What a queue needs to know of a job that waits in it.</summary>
    public static QueueEntry EntryOf(JobRecord job) => new()
    {
        JobId = job.Id,
        Seq = job.Seq,
        Priority = job.Priority,
        RunAt = job.RunAt,
        Suspect = job.Suspect,
        Version = job.Version,
        Lane = job.Lane,
        Cost = job.Cost,
        Pool = job.Pool,
    };
}
