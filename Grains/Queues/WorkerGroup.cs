using System.Collections.Frozen;

namespace OrleansJobs.Grains.Queues;

/// <summary>Workers outside that run the same kinds and have the same labels.</summary>
internal sealed class WorkerGroup(IEnumerable<string> kinds, IEnumerable<string> labels)
{
    public FrozenSet<string> Kinds { get; } = kinds.ToFrozenSet(StringComparer.Ordinal);

    public FrozenSet<string> Labels { get; } = labels.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Their requests that may be promised jobs, in order.</summary>
    public LinkedList<LeaseTicket> Waiting { get; } = new();

    /// <summary>When one of them asked last, by uptime.</summary>
    public DateTimeOffset AskedAt { get; set; }
}
