using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>What a queue has to do, and what it gets done.</summary>
/// <param name="Counts">Its jobs by state.</param>
/// <param name="OldestDue">Since when the job waits that has waited longest; null if none waits.</param>
/// <param name="Finished">Jobs that ended within <see cref="Span"/>.</param>
public sealed record QueueLoad(JobCounts Counts, DateTimeOffset? OldestDue, long Finished)
{
    /// <summary>The time over which ends are counted: up to five seconds ago at the most.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(1);
}
