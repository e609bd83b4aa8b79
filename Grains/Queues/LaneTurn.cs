using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>Where a lane stands in the order in which lanes get their next slot.</summary>
/// <param name="Start">In a fair queue: the virtual time at which its next job begins.</param>
/// <param name="Next">Its next job; null if it has to be read from the table first.</param>
/// <param name="At">From when on its rate lets it start.</param>
internal readonly record struct LaneTurn(double Start, QueueEntry? Next, DateTimeOffset At)
{
    /// <summary>
    /// The earliest virtual start first, which shares slots by weight (start-time fair queueing, Goyal, Vin and Cheng 1996). Of the same,
    /// the one whose next job is the first: after a restart all are the same.
    /// </summary>
    public static IComparer<Lane> ByShare { get; } = By((x, y) =>
    {
        var order = x.Turn.Start.CompareTo(y.Turn.Start);
        return order != 0 ? order : QueueOrder.Instance.Compare(x.Turn.Next, y.Turn.Next);
    });

    /// <summary>As if there were one line for all jobs that may start.</summary>
    public static IComparer<Lane> ByJob { get; } = By((x, y) => QueueOrder.Instance.Compare(x.Turn.Next, y.Turn.Next));

    /// <summary>The one first whose rate lets it start first.</summary>
    public static IComparer<Lane> ByTime { get; } = By((x, y) => x.Turn.At.CompareTo(y.Turn.At));

    public static IComparer<Lane> ByName { get; } = By((_, _) => 0);

    private static Comparer<Lane> By(Comparison<Lane> compare) => Comparer<Lane>.Create((x, y) =>
    {
        var order = compare(x, y);
        return order != 0 ? order : string.CompareOrdinal(x.Name, y.Name);
    });
}
