namespace OrleansJobs.Grains.Queues;

/// <summary>The line before a job that waits.</summary>
/// <param name="Ahead">Due jobs before it, counted up to <see cref="MostCounted"/>.</param>
/// <param name="Finished">Jobs of the queue that ended within <see cref="QueueLoad.Span"/>.</param>
public readonly record struct QueueLine(long Ahead, long Finished)
{
    /// <summary>How far jobs are counted.</summary>
    public const int MostCounted = 50_000;
}
