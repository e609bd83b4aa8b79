using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>The order in which the jobs of a queue start: priority (high first), time to run, order of submit.</summary>
internal sealed class QueueOrder : IComparer<QueueEntry>
{
    public static QueueOrder Instance { get; } = new();

    public int Compare(QueueEntry? x, QueueEntry? y)
    {
        if (ReferenceEquals(x, y)) return 0;
        if (x is null) return -1;
        if (y is null) return 1;
        var order = y.Priority.CompareTo(x.Priority);
        if (order == 0) order = x.RunAt.CompareTo(y.RunAt);
        return order != 0 ? order : x.Seq.CompareTo(y.Seq);
    }
}
