using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>What a queue's machine knows of one lane. A lane that neither waits nor runs is not kept.</summary>
/// <param name="name">Its name; "" for the jobs that have none, or of all jobs if the queue makes no difference between lanes.</param>
internal sealed class Lane(string name)
{
    public string Name => name;

    /// <summary>Its due jobs that are known here and wait, in order.</summary>
    public SortedSet<QueueEntry> Waiting { get; } = new(QueueOrder.Instance);

    /// <summary>How many of those are suspects.</summary>
    public int Suspects { get; set; }

    /// <summary>Whether all its due rows are known here.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The last read during or after which a job of the lane was announced that is not known here.</summary>
    public long Missed { get; set; } = -1;

    /// <summary>Slots that its jobs take, by their cost.</summary>
    public long Used { get; set; }

    /// <summary>Jobs that have slots.</summary>
    public int Jobs { get; set; }

    /// <summary>In virtual time, of which a job takes its cost by the lane's weight: when its last job will have ended.</summary>
    public double Finish { get; set; }

    /// <summary>The place in the order of lanes under which it stands there now.</summary>
    public LaneTurn Turn { get; set; }

    /// <summary>Whether nothing is lost if it is forgotten.</summary>
    public bool IsIdle => Waiting.Count == 0 && Jobs == 0;

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
