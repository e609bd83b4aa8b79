namespace OrleansJobs.Grains.Queues;

/// <summary>How one queue works.</summary>
public sealed class QueueOptions
{
    /// <summary>Jobs of the queue that may be recorded as running at once, in the whole service. Default 1,000: a waiting job costs no thread.</summary>
    public int Concurrency { get; set; } = 1_000;

    /// <summary>Waiting jobs that the queue keeps in memory; more wait in the table. Default 1,000.</summary>
    public int Window { get; set; } = 1_000;
}
