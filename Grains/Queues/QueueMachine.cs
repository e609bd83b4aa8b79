using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// What one activation of a queue knows and decides: which waiting job gets the next slot. It reaches no clock, store or
/// grain; <see cref="QueueGrain"/> is the shell. It changes in place, as it lives in memory only and is rebuilt from rows.
/// </summary>
/// <remarks>
/// <para>Waiting (<see cref="WaitingJobs"/>): due jobs known to be pending. No newcomer passes those that are not known.
/// <see cref="LaneTable"/> says which lane is next.</para>
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
    private readonly Permits _permits = new();
    private readonly Breaker _breaker = new();
    private readonly SlotTable _slots = new();
    private readonly LaneTable _lanes;
    private readonly WaitingJobs _waiting;
    private readonly int _window;
    private QueueRules _rules;
    private long _epoch;

    /// <param name="limit">Jobs that may be recorded as running at once.</param>
    /// <param name="window">Waiting jobs that are kept in memory.</param>
    public QueueMachine(int limit, int window)
    {
        _rules = new QueueRules(limit);
        _window = window;
        _lanes = new LaneTable(_slots, _permits, _rules);
        _waiting = new WaitingJobs(_slots, _lanes, window);
    }

    /// <summary>Slots that may be taken.</summary>
    public int Limit => _rules.Limit;

    /// <summary>Whether no slot is given.</summary>
    public bool Paused => _rules.Paused;

    /// <summary>Whether all due rows are known here.</summary>
    public bool KnowsAll => _waiting.KnowsAll;

    /// <summary>When the next row that was not due at the last look becomes due; null if there is none.</summary>
    public DateTimeOffset? NextDue => _waiting.NextDue;

    /// <summary>From when on a rate, or what holds the queue, lets the next waiting job start; null if no job waits for that alone.</summary>
    public DateTimeOffset? NextPermit { get; private set; }

    /// <summary>Jobs that have slots.</summary>
    public int Taken => _slots.Count;

    /// <summary>Due jobs known here that wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Lanes that are kept in memory: those that have jobs.</summary>
    public int LanesKept => _lanes.Count;

    /// <summary>Whether the window has run so low that it should be read again.</summary>
    public bool WantsWindow => !KnowsAll && (Waiting <= _window / 4 || (_rules.HasLanes && !_waiting.Reading.IsOn && !_lanes.AnyReady && !IsFull));

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
            if (_waiting.Reading.IsOn) return _waiting.Reading.Wanted(_slots);
            var full = Waiting == 0 && IsFull;
            return WantsWindow && !full ? QueueRead.Window.Instance : null;
        }
    }

    private bool IsFull => _slots.Used >= Limit;

    /// <summary>Takes an epoch, rules, and what holds the queue: they are for the slots that are given from now on.</summary>
    public void Set(long epoch, QueueRules rules, StoredHold hold = default)
    {
        _epoch = epoch;
        _rules = rules;
        HeldByJob = hold.Until;
        _breaker.Set(rules.Breaker, hold);
        _lanes.Set(rules);
        _slots.MoveTo(_lanes);
        _waiting.MoveToLanes();
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

    /// <inheritdoc cref="WaitingJobs.BeginRead"/>
    public long BeginRead() => _waiting.BeginRead();

    /// <summary>
    /// Gives a slot to a job that is about to be stored, if there is a free one that nobody waits for. A job that has a slot already
    /// gets none: it would be given back by whoever starts it second, while the first still may. Nor does one that needs a permit, which
    /// takes a commit of its own, or that the breaker would have to be tried with.
    /// </summary>
    public bool Reserve(Guid job, Guid? attempt, string? lane, int cost, DateTimeOffset uptime, DateTimeOffset now)
    {
        if (Paused || IsHeld(now) || IsHalfOpen(now) || !KnowsAll || _lanes.AnyReady || _rules.Rate is not null || !HasRoom(cost) || _slots.Has(job)) return false;
        var own = _lanes.Of(lane);
        var free = own.Waiting.Count == 0 && _rules.RateOf(own.Name) is null && _lanes.HasRoom(own, cost);
        if (free) Take(job, new Slot(_waiting.LastRead, uptime, Seen: false, Version: 0, _epoch, own, lane, cost, attempt));
        else _lanes.Settle(own);
        return free;
    }

    /// <inheritdoc cref="WaitingJobs.Announced"/>
    public void Enqueued(QueueEntry entry, DateTimeOffset now) => _waiting.Announced(entry, now);

    /// <summary>A job does not hold a slot any more that it held before; one that it got since stays.</summary>
    public void Released(SlotRelease release)
    {
        var job = release.JobId;
        if (release.Epoch is null) _waiting.Released(job, release.Version);
        if (_slots.Find(job) is not { } slot || !slot.IsMeantBy(release)) return;
        if (release.MayYetCome)
        {
            _slots.Change(job, slot with { Since = DateTimeOffset.MinValue });
            return;
        }

        Free(job);
        // Only with its slot: so an attempt counts once, however often it is told of.
        if (release.Failed is { } failed) _breaker.Ended(job, failed);
    }

    /// <inheritdoc cref="WaitingJobs.WindowRead"/>
    public void WindowRead(QueueWindow window, long read) => _waiting.WindowRead(window, read, _rules);

    /// <inheritdoc cref="WaitingJobs.LanesRead"/>
    public void LanesRead(IReadOnlyList<LaneWindow> windows, long read) => _waiting.LanesRead(windows, read);

    /// <summary>Takes the names of lanes that have pending rows, as read from the table.</summary>
    public void NextLanesRead(QueueRead.NextLanes asked, IReadOnlyList<string> names)
    {
        _waiting.Reading.Listed(asked, names);
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
        foreach (var row in rows.Where(row => !_waiting.IsOutdated(row.JobId, row.Version)))
        {
            var lane = _lanes.Of(row.Lane);
            var slot = _slots.Find(row.JobId) ?? new Slot(read, uptime, true, 0, _epoch, lane, row.Lane, row.Cost);
            Take(row.JobId, slot with { Seen = true, Version = Math.Max(slot.Version, row.Version), Lane = lane, LaneName = row.Lane, Cost = row.Cost }, row.Suspect);
            _waiting.Forget(row.JobId);
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
        if (Paused || (_rules.Fair && _waiting.Reading.IsBlind)) return [];
        if (IsHeld(now))
        {
            if (HeldUntil(now) is { } until && until > now) NextPermit = until;
            return [];
        }

        var halfOpen = IsHalfOpen(now);
        if (halfOpen && TrialRuns) return [];
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
            if (!halfOpen) continue;
            _breaker.Try(entry.JobId);
            return starts;
        }

        if (Waiting == 0) _lanes.Rest();
        NextPermit = IsFull ? null : _lanes.NextPermit;
        return starts;
    }

    /// <summary>Whether jobs start one at a time, until one has shown whether the breaker closes.</summary>
    public bool IsHalfOpen(DateTimeOffset now) => _breaker.OpenUntil(now) <= now;

    /// <summary>Until when a job asked that none starts; null if none did.</summary>
    public DateTimeOffset? HeldByJob { get; private set; }

    /// <summary>What the breaker is about to do; null if nothing.</summary>
    internal BreakerStep? NextStep(DateTimeOffset now) => _breaker.NextStep(now);

    /// <inheritdoc cref="Breaker.Stepped"/>
    public void Stepped() => _breaker.Stepped();

    /// <summary>What keeps a due job, which waits, from starting.</summary>
    public QueueHold Explain(QueueEntry entry, DateTimeOffset now) => new()
    {
        Reasons = _slots.Has(entry.JobId) ? [] : [.. QueueReasons.Of(entry, _rules, _slots, _lanes, _permits, now), .. Holds(now)],
        HasLanes = _rules.HasLanes,
        Interval = _rules.Rate is { } rate ? rate.Per / rate.Permits : null,
    };

    private void Start(QueueEntry entry, Lane lane, DateTimeOffset uptime, DateTimeOffset now)
    {
        if (_rules.RateOf(lane.Name) is { } rate) _permits.Spend(lane.Name, rate, now);
        _lanes.Began(lane, entry.Cost);
        Take(entry.JobId, new Slot(_waiting.LastRead, uptime, Seen: false, entry.Version, _epoch, lane, entry.Lane, entry.Cost), entry.Suspect);
        _waiting.Forget(entry.JobId);
    }

    private bool TrialRuns => _breaker.Trial is { } trial && _slots.Has(trial);

    /// <summary>Whether no job may start at all: not yet, or not before the breaker's next step is stored.</summary>
    private bool IsHeld(DateTimeOffset now) => _breaker.NextStep(now) is not null || HeldUntil(now) > now;

    private DateTimeOffset? HeldUntil(DateTimeOffset now) => _breaker.OpenUntil(now) is { } open && !(HeldByJob > open) ? open : HeldByJob;

    private IEnumerable<JobReason> Holds(DateTimeOffset now)
    {
        if (HeldByJob > now) yield return QueueReasons.Held(HeldByJob.Value);
        if (_breaker.NextStep(now) is BreakerStep.Open next) yield return QueueReasons.Open(next.Until);
        else if (_breaker.OpenUntil(now) is not { } open) yield break;
        else if (open > now) yield return QueueReasons.Open(open);
        else if (TrialRuns) yield return QueueReasons.OnTrial(_breaker.Trial!.Value);
    }

    private bool HasRoom(int cost) => _slots.HasRoom(cost, Limit);

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
}
