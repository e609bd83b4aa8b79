using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// One line of a queue: its due jobs that are known to be pending, for hosts or for one pool of workers outside, kept in their lanes. Mostly the head of the queue in order, at most the window
/// plus what was announced since; where that shows too few that may start, also the heads of lanes (<see cref="LaneReading"/>).
/// </summary>
/// <remarks>
/// When the table has more, nobody may pass what is not known. All rows up to the last of the head are; of a lane, all if it is complete,
/// and while it is read by itself those up to its last.
/// </remarks>
internal sealed class WaitingJobs
{
    private readonly Dictionary<Guid, Known> _known = [];
    private readonly SlotTable _slots;
    private readonly LaneTable _lanes;
    private readonly TableReads _reads;
    private readonly int _window;
    private QueueEntry? _horizon;

    public WaitingJobs(string? pool, SlotTable slots, LaneTable lanes, TableReads reads, int window)
    {
        Pool = pool;
        _slots = slots;
        _lanes = lanes;
        _reads = reads;
        _window = window;
        Reading = new LaneReading(lanes, window);
    }

    /// <summary>The workers outside that run these jobs; null: hosts do.</summary>
    public string? Pool { get; }

    /// <summary>Their lanes.</summary>
    public LaneTable Lanes => _lanes;

    /// <param name="Entry">A waiting job.</param>
    /// <param name="Read">The number of the read before which, or by which, it became known.</param>
    private readonly record struct Known(QueueEntry Entry, long Read);

    /// <summary>Which lanes are read one by one.</summary>
    public LaneReading Reading { get; }

    /// <summary>How many are known.</summary>
    public int Count => _known.Count;

    /// <summary>Whether all due rows are known.</summary>
    public bool KnowsAll { get; private set; }

    /// <summary>When the next row that was not due at the last look becomes due; null if there is none.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    /// <summary>Whether the window has run so low that it should be read again.</summary>
    public bool WantsWindow(QueueRules rules, bool isFull) =>
        !KnowsAll && (Count <= _window / 4 || (rules.HasLanes && !Reading.IsOn && !_lanes.AnyReady && !isFull));

    /// <summary>What should be read next; null if nothing.</summary>
    public QueueRead? Wanted(QueueRules rules, bool isFull)
    {
        if (Reading.IsOn) return Reading.Wanted(_slots);
        return WantsWindow(rules, isFull) && !(Count == 0 && isFull) ? QueueRead.Window.Instance : null;
    }

    /// <summary>
    /// A stored job waits. Not kept if it is not due yet, or lies behind the part of the queue that is known here, or has a slot
    /// by this version of its row or a later one: then the news is late.
    /// </summary>
    public void Announced(QueueEntry entry, DateTimeOffset now)
    {
        if (_slots.Find(entry.JobId) is { } slot && slot.Version >= entry.Version) return;
        Forget(entry.JobId);
        if (entry.RunAt > now)
        {
            if (NextDue is null || entry.RunAt < NextDue) NextDue = entry.RunAt;
            return;
        }

        if (IsKnownPart(entry)) Add(entry);
        else Reading.Missed(entry.Lane, _reads.Last);
        if (_known.Count > 2 * _window + Reading.Kept) ForgetTail();
    }

    /// <summary>Takes the head of the queue as read from the table.</summary>
    public void WindowRead(QueueWindow window, long read, QueueRules rules)
    {
        var last = window.Complete || window.Due.IsEmpty ? null : window.Due[^1];
        ForgetEarlier(_known.Values.Select(known => known.Entry), read, Reading.IsOn ? last : null);
        _horizon = last;
        Bring(window.Due);
        KnowsAll = window.Complete;
        NextDue = window.NextDue;
        if (KnowsAll) _lanes.CompleteAll();
        Reading.Decide(rules, KnowsAll);
        _lanes.SettleAll();
    }

    /// <summary>Takes the heads of lanes as read from the table.</summary>
    public void LanesRead(IReadOnlyList<LaneWindow> windows, long read)
    {
        foreach (var window in windows)
        {
            ForgetEarlier(_lanes.Of(window.Lane).Waiting, read, window.Complete || window.Due.IsEmpty ? null : window.Due[^1]);
            Bring(window.Due);
            var lane = _lanes.Of(window.Lane);
            lane.IsComplete = window.Complete && lane.Missed < read;
            _lanes.Settle(lane);
        }
    }

    /// <summary>Puts all into lanes that are new, and reads none of them by itself until the next look.</summary>
    public void MoveToLanes()
    {
        Reading.Stop();
        foreach (var known in _known.Values) _lanes.Of(known.Entry).Add(known.Entry);
    }

    /// <summary>The job waits no more; nothing happens if it did not.</summary>
    public void Forget(Guid job)
    {
        if (_known.Remove(job, out var known)) _lanes.Remove(_lanes.Of(known.Entry), known.Entry);
    }

    /// <summary>Whether all rows up to this one are known here.</summary>
    private bool IsKnownPart(QueueEntry entry)
    {
        if (KnowsAll || (_horizon is not null && !IsAfter(entry, _horizon))) return true;
        return _lanes.Find(entry.Lane) is { } lane && (lane.IsComplete || (Reading.IsOn && lane.Waiting.Max is { } last && !IsAfter(entry, last)));
    }

    /// <summary>What was known before the read and is not behind its last row is among what it brings, or is no more.</summary>
    private void ForgetEarlier(IEnumerable<QueueEntry> entries, long read, QueueEntry? last)
    {
        foreach (var entry in entries.Where(entry => _known[entry.JobId].Read < read && (last is null || !IsAfter(entry, last))).ToList()) Forget(entry.JobId);
    }

    private void Bring(IEnumerable<QueueEntry> due)
    {
        foreach (var entry in due)
        {
            if (!_slots.Has(entry.JobId) && !_reads.IsOutdated(entry.JobId, entry.Version)) Add(entry);
        }
    }

    private void Add(QueueEntry entry)
    {
        Forget(entry.JobId);
        _known[entry.JobId] = new Known(entry, _reads.Last);
        var lane = _lanes.Of(entry.Lane);
        if (KnowsAll) lane.IsComplete = true;
        _lanes.Add(lane, entry);
    }

    private void ForgetTail()
    {
        var inOrder = _known.Values.Select(known => known.Entry).Order(QueueOrder.Instance).ToList();
        _horizon = inOrder[_window - 1];
        foreach (var entry in inOrder.Skip(_window))
        {
            _lanes.Of(entry).IsComplete = false;
            Forget(entry.JobId);
        }

        KnowsAll = false;
    }

    private static bool IsAfter(QueueEntry entry, QueueEntry other) => QueueOrder.Instance.Compare(entry, other) > 0;
}
