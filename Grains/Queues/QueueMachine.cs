using System.Collections.Immutable;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// What one activation of a queue knows and decides: which waiting job gets the next slot. It reaches no clock, store or
/// grain; <see cref="QueueGrain"/> is the shell. It changes in place, as it lives in memory only and is rebuilt from rows.
/// </summary>
/// <remarks>
/// <para>Waiting: due jobs known to be pending, by lane; <see cref="LaneTable"/> has them, and says which lane is next. Mostly the
/// head of the queue in order, at most the window plus what was announced since. When the table has more, <see cref="KnowsAll"/> is
/// false and no newcomer may pass the unknown ones. If the head is full of jobs that their lanes keep from starting, or slots are
/// shared between lanes, what lies behind is read lane by lane (<see cref="LaneReading"/>).</para>
/// <para>Slots (<see cref="SlotTable"/>): jobs recorded as running, and jobs told or allowed to start of which no row says so yet.
/// There are never more than the limit, but for rows that ran already when the limit was lowered: then nothing starts until enough of
/// them have ended. A job that costs more than the limit runs when no other does. While the queue is paused, no slot is given at all;
/// those that are taken come back as ever. A slot is given back when its job says so, or when a row once seen running is gone. A slot
/// of which no row ever told is not simply given back after a time, as its start may still commit: a new epoch must void it first
/// (<see cref="HasDoubtfulSlot"/>).</para>
/// <para>Whether a row is due is told by the clock that people set (now); how long ago a slot was taken, by one that is never
/// set (uptime).</para>
/// <para>Reads take time, so what happens meanwhile is newer than what they bring: <see cref="BeginRead"/> draws the line.</para>
/// </remarks>
public sealed class QueueMachine
{
    private readonly Dictionary<Guid, Known> _known = [];
    private readonly Dictionary<Guid, long> _releasedSinceRead = [];
    private readonly Permits _permits = new();
    private readonly SlotTable _slots = new();
    private readonly LaneTable _lanes;
    private readonly LaneReading _reading;
    private readonly int _window;
    private QueueEntry? _horizon;
    private QueueRules _rules;
    private long _read;
    private long _epoch;

    /// <param name="limit">Jobs that may be recorded as running at once.</param>
    /// <param name="window">Waiting jobs that are kept in memory.</param>
    public QueueMachine(int limit, int window)
    {
        _rules = new QueueRules(limit);
        _window = window;
        _lanes = new LaneTable(_slots, _permits, _rules);
        _reading = new LaneReading(_lanes, window);
    }

    /// <param name="Entry">A waiting job.</param>
    /// <param name="Read">The number of the read before which, or by which, it became known.</param>
    private readonly record struct Known(QueueEntry Entry, long Read);

    /// <summary>Slots that may be taken.</summary>
    public int Limit => _rules.Limit;

    /// <summary>Whether no slot is given.</summary>
    public bool Paused => _rules.Paused;

    /// <summary>Whether all due rows are known here.</summary>
    public bool KnowsAll { get; private set; }

    /// <summary>When the next row that was not due at the last look becomes due; null if there is none.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    /// <summary>From when on a rate lets the next waiting job start; null if no job waits for that alone.</summary>
    public DateTimeOffset? NextPermit { get; private set; }

    /// <summary>Jobs that have slots.</summary>
    public int Taken => _slots.Count;

    /// <summary>Due jobs known here that wait.</summary>
    public int Waiting => _known.Count;

    /// <summary>Lanes that are kept in memory: those that have jobs.</summary>
    public int LanesKept => _lanes.Count;

    /// <summary>Whether the window has run so low that it should be read again.</summary>
    public bool WantsWindow => !KnowsAll && (_known.Count <= _window / 4 || (_rules.HasLanes && !_reading.IsOn && !_lanes.AnyReady && !IsFull));

    /// <summary>
    /// How many rows of the head to read. Those that have a slot and have not been seen running are still among them, if their
    /// starts are under way or lost, and must not hide the others.
    /// </summary>
    public int RowsToRead => _window + _slots.Unseen;

    /// <summary>What should be read next; null if nothing.</summary>
    public QueueRead? Wanted
    {
        get
        {
            if (_reading.IsOn) return _reading.Wanted(_slots);
            var full = _known.Count == 0 && IsFull;
            return WantsWindow && !full ? QueueRead.Window.Instance : null;
        }
    }

    private bool IsFull => _slots.Used >= Limit;

    /// <summary>Takes an epoch and rules: they hold for the slots that are given from now on.</summary>
    public void Set(long epoch, QueueRules rules)
    {
        _epoch = epoch;
        _rules = rules;
        _lanes.Set(rules);
        _reading.Stop();
        _slots.MoveTo(_lanes);
        foreach (var known in _known.Values) _lanes.Of(known.Entry).Add(known.Entry);
        _lanes.SettleAll();
    }

    /// <summary>Takes the permits that are spent, as read from the table after the epoch was taken.</summary>
    public void PermitsRead(IEnumerable<LanePermits> permits, DateTimeOffset now)
    {
        _permits.Read(permits);
        _lanes.Wake(now);
        _lanes.SettleAll();
    }

    /// <summary>The permits that were spent by the starts since the last time: to be stored before these are told.</summary>
    public ImmutableArray<LanePermits> TakePermits(DateTimeOffset now) => _permits.TakeChanges(now);

    /// <summary>Call before reading the table, and hand what it returns to the methods that take what was read. One read at a time.</summary>
    public long BeginRead()
    {
        _releasedSinceRead.Clear();
        return ++_read;
    }

    /// <summary>
    /// Gives a slot to a job that is about to be stored, if there is a free one that nobody waits for. A job that has a slot already
    /// gets none: it would be given back by whoever starts it second, while the first still may. Nor does one that needs a permit, which
    /// takes a commit of its own.
    /// </summary>
    public bool Reserve(Guid job, Guid? attempt, string? lane, int cost, DateTimeOffset uptime)
    {
        if (Paused || !KnowsAll || _lanes.AnyReady || _rules.Rate is not null || !HasRoom(cost) || _slots.Has(job)) return false;
        var own = _lanes.Of(lane);
        var free = own.Waiting.Count == 0 && _rules.RateOf(own.Name) is null && _lanes.HasRoom(own, cost);
        if (free) Take(job, new Slot(_read, uptime, Seen: false, Version: 0, _epoch, own, lane, cost, attempt));
        else _lanes.Settle(own);
        return free;
    }

    /// <summary>
    /// A stored job waits. Not kept if it is not due yet, or lies behind the part of the queue that is known here, or has a slot
    /// by this version of its row or a later one: then the news is late.
    /// </summary>
    public void Enqueued(QueueEntry entry, DateTimeOffset now)
    {
        if (_slots.Find(entry.JobId) is { } slot && slot.Version >= entry.Version) return;
        if (_known.TryGetValue(entry.JobId, out var known)) Forget(known.Entry);
        if (entry.RunAt > now)
        {
            if (NextDue is null || entry.RunAt < NextDue) NextDue = entry.RunAt;
            return;
        }

        if (IsKnownPart(entry)) Add(entry);
        else _reading.Missed(entry.Lane, _read);
        if (_known.Count > 2 * _window + _reading.Kept) ForgetTail();
    }

    /// <summary>A job does not hold a slot any more that it held before; one that it got since stays.</summary>
    public void Released(SlotRelease release)
    {
        var job = release.JobId;
        if (release.Epoch is null)
            _releasedSinceRead[job] = Math.Max(release.Version, _releasedSinceRead.GetValueOrDefault(job));
        if (_slots.Find(job) is not { } slot || !slot.IsMeantBy(release)) return;
        if (release.MayYetCome) _slots.Change(job, slot with { Since = DateTimeOffset.MinValue });
        else Free(job);
    }

    /// <summary>Takes the head of the queue as read from the table.</summary>
    public void WindowRead(QueueWindow window, long read)
    {
        var behind = _reading.IsOn && !window.Complete;
        _horizon = window.Complete || window.Due.IsEmpty ? null : window.Due[^1];
        foreach (var known in _known.Values.Where(known => known.Read < read && !(behind && IsBehind(known.Entry))).ToList()) Forget(known.Entry);
        Bring(window.Due);
        KnowsAll = window.Complete;
        NextDue = window.NextDue;
        if (KnowsAll) _lanes.CompleteAll();
        _reading.Decide(_rules, KnowsAll);
        _lanes.SettleAll();
    }

    /// <summary>Takes the heads of lanes as read from the table.</summary>
    public void LanesRead(IReadOnlyList<LaneWindow> windows, long read)
    {
        foreach (var window in windows)
        {
            var last = window.Complete || window.Due.IsEmpty ? null : window.Due[^1];
            var known = _lanes.Of(window.Lane).Waiting.Where(entry => _known[entry.JobId].Read < read && !(last is not null && IsAfter(entry, last)));
            foreach (var entry in known.ToList()) Forget(entry);
            Bring(window.Due);
            var lane = _lanes.Of(window.Lane);
            lane.IsComplete = window.Complete && lane.Missed < read;
            _lanes.Settle(lane);
        }
    }

    /// <summary>Takes the names of lanes that have pending rows, as read from the table.</summary>
    public void NextLanesRead(QueueRead.NextLanes asked, IReadOnlyList<string> names)
    {
        _reading.Listed(asked, names);
        _lanes.SettleAll();
    }

    /// <summary>Takes all running rows of the queue as read from the table.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="read">The read.</param>
    /// <param name="exact">Whether no start allowed before the read can commit any more, so that the rows tell of all of them.</param>
    /// <param name="uptime">The time by a clock that is never set.</param>
    public void RunningRead(IReadOnlyList<RunningRow> rows, long read, bool exact, DateTimeOffset uptime)
    {
        var running = rows.Select(row => row.JobId).ToHashSet();
        foreach (var job in _slots.Without(running, read, exact)) Free(job);
        foreach (var row in rows.Where(row => !IsOutdated(row.JobId, row.Version)))
        {
            var slot = _slots.Find(row.JobId) ?? new Slot(read, uptime, true, 0, _epoch, _lanes.Of(row.Lane), row.Lane, row.Cost);
            Take(row.JobId, slot with { Seen = true, Version = Math.Max(slot.Version, row.Version) }, row.Suspect);
            if (_known.TryGetValue(row.JobId, out var known)) Forget(known.Entry);
        }
    }

    /// <summary>
    /// Whether a slot was taken before <paramref name="before"/>, or is known not to be used now, and no row has shown its job
    /// running since.
    /// </summary>
    public bool HasDoubtfulSlot(DateTimeOffset before) => _slots.AnyDoubtful(before);

    /// <summary>Gives the free slots to those who wait, in order, and returns them: each is to be told to start.</summary>
    public IReadOnlyList<QueueEntry> Dispatch(DateTimeOffset uptime, DateTimeOffset now)
    {
        NextPermit = null;
        if (Paused) return [];
        var starts = new List<QueueEntry>();
        for (_lanes.Wake(now); _lanes.First is { } lane; _lanes.Wake(now))
        {
            // One that costs much keeps the slots that become free for itself: others that passed it could keep it waiting for ever.
            if (lane.Turn.Next is not { } entry || !HasRoom(entry.Cost)) break;
            if (_rules.Rate is { } rate)
            {
                NextPermit = _permits.NextStart("", rate, now);
                if (NextPermit > now) return starts;
                _permits.Spend("", rate, now);
            }

            Start(entry, lane, uptime, now);
            starts.Add(entry);
        }

        if (_known.Count == 0) _lanes.Rest();
        NextPermit = IsFull ? null : _lanes.NextPermit;
        return starts;
    }

    /// <summary>What keeps a due job, which waits, from starting.</summary>
    public QueueHold Explain(QueueEntry entry, DateTimeOffset now) => new()
    {
        Reasons = _slots.Has(entry.JobId) ? [] : [.. QueueReasons.Of(entry, _rules, _slots, _lanes, _permits, now)],
        HasLanes = _rules.HasLanes,
        Interval = _rules.Rate is { } rate ? rate.Per / rate.Permits : null,
    };

    private void Start(QueueEntry entry, Lane lane, DateTimeOffset uptime, DateTimeOffset now)
    {
        if (_rules.RateOf(lane.Name) is { } rate) _permits.Spend(lane.Name, rate, now);
        _lanes.Began(lane, entry.Cost);
        Take(entry.JobId, new Slot(_read, uptime, Seen: false, entry.Version, _epoch, lane, entry.Lane, entry.Cost), entry.Suspect);
        Forget(entry);
    }

    /// <summary>Whether all rows up to this one are known here.</summary>
    private bool IsKnownPart(QueueEntry entry)
    {
        if (KnowsAll || (_horizon is not null && !IsAfter(entry, _horizon))) return true;
        return _lanes.Find(entry.Lane) is { } lane && (lane.IsComplete || (_reading.IsOn && lane.Waiting.Max is { } last && !IsAfter(entry, last)));
    }

    private bool IsBehind(QueueEntry entry) => _horizon is not null && IsAfter(entry, _horizon);

    private static bool IsAfter(QueueEntry entry, QueueEntry other) => QueueOrder.Instance.Compare(entry, other) > 0;

    private bool HasRoom(int cost) => _slots.HasRoom(cost, Limit);

    /// <summary>Whether a row that was read is older than a release that came during the read.</summary>
    private bool IsOutdated(Guid job, long version) => version < _releasedSinceRead.GetValueOrDefault(job);

    private void Take(Guid job, Slot slot, bool suspect = false)
    {
        var old = _slots.Take(job, slot, suspect);
        _lanes.Settle(slot.Lane);
        if (old is not null && old != slot.Lane) _lanes.Settle(old);
        if (suspect) _lanes.SettleSuspects();
    }

    private void Free(Guid job)
    {
        var (lane, suspect) = _slots.Free(job);
        _lanes.Settle(lane);
        if (suspect) _lanes.SettleSuspects();
    }

    private void Bring(IEnumerable<QueueEntry> due)
    {
        foreach (var entry in due)
        {
            if (!_slots.Has(entry.JobId) && !IsOutdated(entry.JobId, entry.Version)) Add(entry);
        }
    }

    private void Add(QueueEntry entry)
    {
        if (_known.TryGetValue(entry.JobId, out var old)) Forget(old.Entry);
        _known[entry.JobId] = new Known(entry, _read);
        var lane = _lanes.Of(entry.Lane);
        if (KnowsAll) lane.IsComplete = true;
        _lanes.Add(lane, entry);
    }

    private void Forget(QueueEntry entry)
    {
        _known.Remove(entry.JobId);
        _lanes.Remove(_lanes.Of(entry), entry);
    }

    private void ForgetTail()
    {
        var inOrder = _known.Values.Select(known => known.Entry).Order(QueueOrder.Instance).ToList();
        _horizon = inOrder[_window - 1];
        foreach (var entry in inOrder.Skip(_window))
        {
            _lanes.Of(entry).IsComplete = false;
            Forget(entry);
        }

        KnowsAll = false;
    }
}
