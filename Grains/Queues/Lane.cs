using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>What a queue's machine knows of the jobs of one lane in one line. A lane that neither waits nor runs is not kept.</summary>
/// <param name="account">What the lane takes together.</param>
internal sealed class Lane(LaneAccount account)
{
    public string Name => account.Name;

    public LaneAccount Account => account;

    /// <summary>Its due jobs that are known here and wait, in order.</summary>
    public SortedSet<QueueEntry> Waiting { get; } = new(QueueOrder.Instance);

    /// <summary>How many of those are suspects.</summary>
    public int Suspects { get; set; }

    /// <summary>Whether all its due rows are known here.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The last read during or after which a job of the lane was announced that is not known here.</summary>
    public long Missed { get; set; } = -1;

    /// <summary>The place in the order of lanes under which it stands there now.</summary>
    public LaneTurn Turn { get; set; }

    /// <summary>Whether nothing is lost if it is forgotten.</summary>
    public bool IsIdle => Waiting.Count == 0 && account.Jobs == 0;

    /// <summary>The next job to start; null if there is none that may.</summary>
    public QueueEntry? Next(bool withoutSuspects) =>
        withoutSuspects && Suspects > 0 ? Waiting.FirstOrDefault(entry => !entry.Suspect) : Waiting.Min;

    public void Add(QueueEntry entry)
    {
        if (Waiting.Add(entry) && entry.Suspect) Suspects++;
    }

    public void Remove(QueueEntry entry)
    {
        if (Waiting.Remove(entry) && entry.Suspect) Suspects--;
    }
}
