namespace OrleansJobs.Grains.Queues;

/// <summary>Configuration section "Queues": one entry a queue, by its name. A queue without an entry has the defaults.</summary>
public sealed class QueuesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Queues";

    private static readonly QueueOptions Defaults = new();

    /// <summary>The queues that are configured.</summary>
    public Dictionary<string, QueueOptions> ByName { get; } = [];

    /// <summary>What holds for the queue with this name.</summary>
    public QueueOptions For(string queue) => ByName.GetValueOrDefault(queue, Defaults);
}
