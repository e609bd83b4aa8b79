using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Batches;

/// <summary>By how much a commit changes the counts of a batch.</summary>
/// <param name="Total">Jobs that are new in it.</param>
/// <param name="Succeeded">Jobs that have succeeded, less those that had and are back in their queue.</param>
/// <param name="Failed">The same of jobs that have failed.</param>
/// <param name="Cancelled">The same of jobs that were cancelled.</param>
/// <param name="At">The latest end; null: none.</param>
public readonly record struct BatchDelta(int Total, int Succeeded, int Failed, int Cancelled, DateTimeOffset? At)
{
    /// <summary>What the commit that makes <paramref name="after"/> of <paramref name="before"/> adds.</summary>
    public BatchDelta With(JobRecord? before, JobRecord after) => new(
        Total + (before is null ? 1 : 0),
        Succeeded + Change(JobPhase.Succeeded, before, after),
        Failed + Change(JobPhase.Failed, before, after),
        Cancelled + Change(JobPhase.Cancelled, before, after),
        after.EndedAt > At || At is null ? after.EndedAt : At);

    private static int Change(JobPhase end, JobRecord? before, JobRecord after) => (after.Phase == end ? 1 : 0) - (before?.Phase == end ? 1 : 0);
}
