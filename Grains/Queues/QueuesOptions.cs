namespace OrleansJobs.Grains.Queues;

/// <summary>Configuration section "Queues": one entry a queue, by its name. A queue without an entry has the defaults.</summary>
public sealed class QueuesOptions : Dictionary<string, QueueOptions>
{
    /// <summary>The section's name.</summary>
    public const string Section = "Queues";

    private static readonly QueueOptions Defaults = new();

    /// <summary>What holds for the queue with this name.</summary>
    public QueueOptions For(string queue) => TryGetValue(queue, out var options) ? options : Defaults;
}
