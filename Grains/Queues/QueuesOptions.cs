namespace OrleansJobs.Grains.Queues;

/// <summary>Configuration section "Queues": one entry a queue, by its name. A queue without an entry has the defaults.</summary>
public sealed class QueuesOptions : Dictionary<string, QueueOptions>
{
    /// <summary>The section's name.</summary>
    public const string Section = "Queues";

    private const string DefaultQueue = "default";

    private static readonly QueueOptions Defaults = new();

    /// <summary>Whether there is such a queue without any job or setting: it is configured, or the one of jobs that name none.</summary>
    public bool Names(string queue) => queue == DefaultQueue || ContainsKey(queue);

    /// <summary>The names of such queues.</summary>
    public IEnumerable<string> AllNames => Keys.Append(DefaultQueue);

    /// <summary>What holds for the queue with this name.</summary>
    public QueueOptions For(string queue) => TryGetValue(queue, out var options) ? options : Defaults;
}
