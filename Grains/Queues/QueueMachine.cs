using System.Collections.Immutable;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// What one activation of a queue knows and decides: which waiting job gets the next slot. It reaches no clock, store or
/// grain; <see cref="QueueGrain"/> is the shell. It changes in place, as it lives in memory only and is rebuilt from rows.
/// </summary>
/// <remarks>
/// <para>Waiting (<see cref="WaitingJobs"/>): due jobs known to be pending. No newcomer passes those that are not known.
/// <see cref="LaneTable"/> says which lane is next. Jobs that hosts run stand in one line; those that workers outside run
/// in one for each of their pools, as far as such workers ask (<see cref="WaitingWorkers"/>): so none hides those of another, for which there
/// may be nobody. All lines share slots, lanes and permits.</para>
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
public sealed partial class QueueMachine
{
    // A suspect may run for long. Each start of another that its process refuses costs an epoch.
    private static readonly TimeSpan SuspectsRest = TimeSpan.FromSeconds(5);

    private readonly Permits _permits = new();
    private readonly SlotTable _slots = new();
    private readonly LaneAccounts _lanes;
    private readonly WaitingJobs _hosts;
    private readonly Dictionary<string, WaitingJobs> _pools = new(StringComparer.Ordinal);
    private readonly List<WaitingJobs> _lines;
    private readonly int _window;
    private QueueRules _rules;
    private long _epoch;
    private bool _poolsAreKnown = true;
    private bool _suspectWasRefused;
    private DateTimeOffset _suspectsRestUntil;

    /// <param name="limit">Jobs that may be recorded as running at once.</param>
    /// <param name="window">Waiting jobs that are kept in memory.</param>
    public QueueMachine(int limit, int window)
    {
        _rules = new QueueRules(limit);
        _window = window;
        _lanes = new LaneAccounts(_rules);
        _hosts = NewLine(null);
        _lines = [_hosts];
    }

    /// <summary>The workers outside that wait for jobs.</summary>
    internal WaitingWorkers Workers { get; } = new();

    /// <summary>Slots that may be taken.</summary>
    public int Limit => _rules.Limit;

    /// <summary>Whether no slot is given.</summary>
    public bool Paused => _rules.Paused;

    /// <summary>Whether all due rows of jobs that hosts run are known here.</summary>
    public bool KnowsAll => _hosts.KnowsAll;

    /// <summary>When the next row that was not due at the last look becomes due; null if there is none.</summary>
    public DateTimeOffset? NextDue => _lines.Min(line => line.NextDue);

    /// <summary>From when on a rate, or what holds the queue, lets the next waiting job start; null if no job waits for that alone.</summary>
    public DateTimeOffset? NextPermit { get; private set; }

    /// <summary>Jobs that have slots.</summary>
    public int Taken => _slots.Count;

    /// <summary>Due jobs known here that wait.</summary>
    public int Waiting => _lines.Sum(line => line.Count);

    /// <summary>Lanes that are kept in memory: those that have jobs.</summary>
    public int LanesKept => _lines.Sum(line => line.Lanes.Count);

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
        foreach (var line in _lines)
        {
            line.Lanes.Clear();
            line.MoveToLanes();
        }

        SettleAll();
    }

    /// <summary>Takes the permits that are spent, as read from the table after the epoch was taken.</summary>
    public void PermitsRead(IEnumerable<LanePermits> permits, DateTimeOffset now)
    {
        _permits.Read(permits);
        Wake(now);
        SettleAll();
    }

    /// <summary>The permits that were spent by the starts since the last time: to be stored before these are told.</summary>
    public ImmutableArray<LanePermits> TakePermits(DateTimeOffset now) => _permits.TakeChanges(now);

    /// <summary>
    /// Gives a slot to a job that is about to be stored, if there is a free one that nobody waits for. A job that has a slot already
    /// gets none: it would be given back by whoever starts it second, while the first still may. Nor does one that needs a permit, which
    /// takes a commit of its own, or that the breaker would have to be tried with.
    /// </summary>
    public bool Reserve(Guid job, Guid? attempt, string? lane, int cost, DateTimeOffset uptime, DateTimeOffset now)
    {
        if (Paused || IsHeld(now) || IsHalfOpen(now) || !KnowsAll || FirstLine is not null || _rules.Rate is not null || !HasRoom(cost) || _slots.Has(job)) return false;
        var own = _hosts.Lanes.Of(lane);
        var free = own.Waiting.Count == 0 && _rules.RateOf(own.Name) is null && _lanes.HasRoom(own.Account, cost);
        if (free) Take(job, new Slot(_reads.Last, uptime, Seen: false, Version: 0, _epoch, own.Account, lane, cost, attempt));
        else _hosts.Lanes.Settle(own);
        return free;
    }

    /// <summary>A stored job waits. One for workers who do not ask is not kept.</summary>
    public void Enqueued(QueueEntry entry, DateTimeOffset now)
    {
        // It may have been for others before.
        foreach (var line in _lines.Where(line => line.Pool != entry.Pool)) line.Forget(entry.JobId);
        LineOf(entry.Pool)?.Announced(entry, now);
    }

    /// <summary>A job does not hold a slot any more that it held before; one that it got since stays.</summary>
    public void Released(SlotRelease release)
    {
        var job = release.JobId;
        if (release.Epoch is null) _reads.Released(job, release.Version);
        if (_slots.Find(job) is not { } slot || !slot.IsMeantBy(release)) return;

        // Not of a slot that was reserved: that has not been counted.
        if (release.Epoch is not null && slot.Version > 0) _lanes.Refund(slot.Lane, slot.Cost);
        if (release.MayYetCome)
        {
            _slots.Change(job, slot with { Since = DateTimeOffset.MinValue });
            _suspectWasRefused |= _slots.Suspect == job;
            return;
        }

        Free(job);
        // Only with its slot: so an attempt counts once, however often it is told of.
        if (release.Failed is { } failed) _breaker.Ended(job, failed);
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
        if (Paused || (_rules.Fair && _lines.Any(line => line.Reading.IsBlind))) return [];
        if (IsHeld(now))
        {
            if (HeldUntil(now) is { } until && until > now) NextPermit = until;
            return [];
        }

        var halfOpen = IsHalfOpen(now);
        if (halfOpen && TrialRuns) return [];
        LetSuspectsRest(uptime);
        var starts = new List<QueueEntry>();
        for (Wake(now); FirstLine is { } line; Wake(now))
        {
            // One that costs much keeps the slots that become free for itself: others that passed it could keep it waiting for ever.
            var lane = line.Lanes.First!;
            if (lane.Turn.Next is not { } entry || !HasRoom(entry.Cost)) break;
            if (_rules.Rate is { } rate)
            {
                NextPermit = _permits.NextStart("", rate, now);
                if (NextPermit > now) return starts;
                _permits.Spend("", rate, now);
            }

            Start(entry, line, lane, uptime, now);
            starts.Add(entry);
            if (!halfOpen) continue;
            _breaker.Try(entry.JobId);
            return starts;
        }

        if (Waiting == 0 && _lanes.Rest()) SettleAll();
        NextPermit = IsFull ? null : _lines.Where(IsWanted).Min(line => line.Lanes.NextPermit);
        return starts;
    }

    /// <summary>What keeps a due job, which waits, from starting.</summary>
    public QueueHold Explain(QueueEntry entry, DateTimeOffset now) => new()
    {
        Reasons = _slots.Has(entry.JobId) ? [] : [.. QueueReasons.Of(entry, _rules, _slots, _lanes, _permits, now), .. Holds(now), .. QueueReasons.OfWorkers(entry, Workers)],
        HasLanes = _rules.HasLanes,
        Interval = _rules.Rate is { } rate ? rate.Per / rate.Permits : null,
    };

    private void Start(QueueEntry entry, WaitingJobs line, Lane lane, DateTimeOffset uptime, DateTimeOffset now)
    {
        if (_rules.RateOf(lane.Name) is { } rate) _permits.Spend(lane.Name, rate, now);
        if (line.Pool is { } pool) Workers.Promise(entry.JobId, pool);
        _lanes.Began(lane.Account, lane.Turn.Start, entry.Cost);
        Take(entry.JobId, new Slot(_reads.Last, uptime, Seen: false, entry.Version, _epoch, lane.Account, entry.Lane, entry.Cost), entry.Suspect);
        line.Forget(entry.JobId);
    }

    /// <summary>So that others of their lanes, which are no suspects, get their turns meanwhile.</summary>
    private void LetSuspectsRest(DateTimeOffset uptime)
    {
        if (_suspectWasRefused) _suspectsRestUntil = uptime + SuspectsRest;
        _suspectWasRefused = false;
        var rest = uptime < _suspectsRestUntil;
        if (rest == _slots.SuspectsRest) return;
        _slots.SuspectsRest = rest;
        SettleSuspects();
    }

    private bool HasRoom(int cost) => _slots.HasRoom(cost, Limit);

    private void Take(Guid job, Slot slot, bool suspect = false)
    {
        var old = _slots.Take(job, slot, suspect);
        Settle(slot.Lane);
        if (old is not null && old != slot.Lane) Settle(old);
        if (suspect) SettleSuspects();
    }

    private void Free(Guid job)
    {
        var (lane, suspect) = _slots.Free(job);
        Settle(lane);
        if (suspect) SettleSuspects();
    }
}
