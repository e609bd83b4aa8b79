using System.Collections.Immutable;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// Decides which lanes are to be read one by one, when the head of the queue does not show enough jobs that may start. First the names
/// of lanes with pending rows, a page at a time; then the heads of those of which too little is known.
/// </summary>
/// <remarks>
/// About <see cref="MostLanes"/> lanes are kept at most; when some have nothing to do any more, the next ones by name take their places,
/// and so on around. Each look at the head of the queue begins the names anew, if that is not too often for their number: so
/// a lane whose news was lost, or that has a job that became due, is found.
/// </remarks>
internal sealed class LaneReading(LaneTable lanes, int window)
{
    /// <summary>Lanes that are kept in memory at once.</summary>
    public const int MostLanes = 10_000;

    // A read takes some milliseconds.
    private const int NamesAtOnce = 1_000;
    private const int LanesAtOnce = 250;
    private const int FewestRows = 4;

    private string? _after;
    private int _looks;
    private bool _hasNames;

    /// <summary>Whether lanes are read one by one.</summary>
    public bool IsOn => lanes.HungryBelow is not null;

    /// <summary>
    /// Whether the lanes are to be found before any of them gets a slot. Otherwise, where activations follow each other, those whose
    /// jobs are at the head of the queue would get all.
    /// </summary>
    public bool IsBlind => IsOn && !_hasNames && lanes.Count < MostLanes;

    /// <summary>How many jobs may be known beyond the window.</summary>
    public int Kept => IsOn ? lanes.Count * FewestRows + window : 0;

    /// <summary>The head of the queue was read.</summary>
    /// <param name="rules">The queue's rules.</param>
    /// <param name="knowsAll">Whether that are all due rows.</param>
    public void Decide(QueueRules rules, bool knowsAll)
    {
        if (!rules.HasLanes || knowsAll || (!rules.Fair && lanes.Startable > window / 4))
        {
            Stop();
            return;
        }

        // A thousand lanes a look.
        _looks--;
        if (_after is null && (_looks <= 0 || !IsOn))
        {
            _after = "";
            _looks = lanes.Count / NamesAtOnce;
            lanes.DoubtAll();
            lanes.Of((string?)null);
        }

        lanes.HungryBelow = 1 + Rows(1, lanes.Weights) / 4;
    }

    /// <summary>From now on no lane is read by itself.</summary>
    public void Stop()
    {
        lanes.HungryBelow = null;
        _after = null;
        _looks = 0;
        _hasNames = false;
    }

    /// <summary>A job of a lane was announced that cannot be kept, as others of its lane may come before it.</summary>
    /// <param name="name">The lane.</param>
    /// <param name="read">The read under way, which may not bring that job.</param>
    public void Missed(string? name, long read)
    {
        if (!IsOn || (lanes.Find(name) is null && lanes.Count >= MostLanes)) return;
        var lane = lanes.Of(name);
        lane.Missed = read;
        lanes.Settle(lane);
    }

    /// <summary>What should be read next; null if nothing.</summary>
    public QueueRead? Wanted(SlotTable slots)
    {
        if (lanes.AnyHungry)
        {
            var names = lanes.Hungry.Take(LanesAtOnce).ToImmutableArray();

            // Of fewer rows than that it would be hungry again at once: lanes that came since have made its share smaller.
            var rows = Math.Max(Rows(names.Max(lanes.WeightOf), lanes.Weights), lanes.HungryBelow ?? 0);
            var limit = rows + slots.UnseenIn(names.ToHashSet(StringComparer.Ordinal));
            return new QueueRead.Lanes(names, limit);
        }

        return _after is not null && lanes.Count < MostLanes ? new QueueRead.NextLanes(_after, NamesAtOnce) : null;
    }

    /// <summary>The names were read: lanes that are not known yet become hungry.</summary>
    public void Listed(QueueRead.NextLanes asked, IReadOnlyList<string> names)
    {
        if (!IsOn || _after != asked.After) return;
        _hasNames = true;
        _after = names.Count == asked.Limit ? names[^1] : null;
        foreach (var name in names) lanes.Of(name);
    }

    /// <summary>Rows to be read of a lane: its share of the window, at least a few.</summary>
    private int Rows(int weight, long weights) => (int)Math.Max(FewestRows, window * (long)weight / Math.Max(1, weights));
}
