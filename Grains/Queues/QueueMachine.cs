using System.Collections.Immutable;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// What one activation of a queue knows and decides: which waiting job gets the next slot. It reaches no clock, store or
/// grain; <see cref="QueueGrain"/> is the shell. It changes in place, as it lives in memory only and is rebuilt from rows.
/// </summary>
/// <remarks>
/// <para>Waiting: due jobs known to be pending, the head of the queue in order; at most the window plus what was announced
/// since. When the table has more, <see cref="KnowsAll"/> is false and no newcomer may pass the unknown ones.</para>
/// <para>Slots: jobs recorded as running, and jobs told or allowed to start of which no row says so yet. There are never
/// more than the limit, but for rows that ran already when the limit was lowered: then nothing starts until enough of them
/// have ended. While the queue is paused, no slot is given at all; those that are taken come back as ever. A slot is given back when its job says so,
/// or when a row once seen running is gone. A slot of which no row ever told is not simply given back after a time, as its
/// start may still commit: a new epoch must void it first (<see cref="HasDoubtfulSlot"/>).</para>
/// <para>Whether a row is due is told by the clock that people set (now); how long ago a slot was taken, by one that is never
/// set (uptime).</para>
/// <para>Reads take time, so what happens meanwhile is newer than what they bring: <see cref="BeginRead"/> draws the line.</para>
/// </remarks>
public sealed class QueueMachine
{
    private readonly SortedSet<QueueEntry> _waiting = new(QueueOrder.Instance);
    private readonly Dictionary<Guid, Known> _known = [];
    private readonly Dictionary<Guid, Slot> _slots = [];
    private readonly Dictionary<Guid, long> _releasedSinceRead = [];
    private readonly int _window;
    private Guid? _suspect;
    private long _read;
    private long _epoch;

    /// <param name="limit">Jobs that may be recorded as running at once.</param>
    /// <param name="window">Waiting jobs that are kept in memory.</param>
    public QueueMachine(int limit, int window)
    {
        Limit = limit;
        _window = window;
    }

    /// <param name="Entry">A waiting job.</param>
    /// <param name="Read">The number of the read before which, or by which, it became known.</param>
    private readonly record struct Known(QueueEntry Entry, long Read);

    /// <param name="Read">The number of the last read that began before the slot was taken.</param>
    /// <param name="Since">When it was taken, by uptime.</param>
    /// <param name="Seen">Whether a row has shown the job running.</param>
    /// <param name="Version">The row's version when it was given, or last seen running; 0 if there was no row.</param>
    /// <param name="Epoch">The epoch under which it was given, or seen running.</param>
    /// <param name="Attempt">If it was reserved: the token of the attempt that it is for.</param>
    private readonly record struct Slot(long Read, DateTimeOffset Since, bool Seen, long Version, long Epoch, Guid? Attempt = null);

    /// <summary>Jobs that may be recorded as running at once.</summary>
    public int Limit { get; private set; }

    /// <summary>Whether no slot is given.</summary>
    public bool Paused { get; private set; }

    /// <summary>Whether all due rows are known here.</summary>
    public bool KnowsAll { get; private set; }

    /// <summary>When the next row that was not due at the last look becomes due; null if there is none.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    /// <summary>Slots taken.</summary>
    public int Taken => _slots.Count;

    /// <summary>Due jobs known here that wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Whether the window has run so low that it should be read again.</summary>
    public bool WantsWindow => !KnowsAll && _waiting.Count <= _window / 4;

    /// <summary>
    /// How many rows of the head to read. Those that have a slot and have not been seen running are still among them, if their
    /// starts are under way or lost, and must not hide the others.
    /// </summary>
    public int RowsToRead => _window + _slots.Values.Count(slot => !slot.Seen);

    /// <summary>Takes an epoch and settings: they hold for the slots that are given from now on.</summary>
    public void Set(long epoch, int limit, bool paused)
    {
        _epoch = epoch;
        Limit = limit;
        Paused = paused;
    }

    /// <summary>Call before reading the table, and hand what it returns to the methods that take what was read. One read at a time.</summary>
    public long BeginRead()
    {
        _releasedSinceRead.Clear();
        return ++_read;
    }

    /// <summary>
    /// Gives slots to jobs that are about to be stored, from the first, while there are free ones nobody waits for. One that
    /// has a slot already gets none: it would be given back by whoever starts it second, while the first still may.
    /// </summary>
    /// <returns>How many of them got one.</returns>
    public int Reserve(IReadOnlyList<Guid> jobs, DateTimeOffset uptime, ImmutableArray<Guid> attempts = default)
    {
        if (Paused || !KnowsAll || _waiting.Count > 0) return 0;
        var granted = 0;
        foreach (var job in jobs)
        {
            if (_slots.Count >= Limit || _slots.ContainsKey(job)) break;
            _slots[job] = new Slot(_read, uptime, Seen: false, Version: 0, _epoch, attempts.IsDefaultOrEmpty ? null : attempts[granted]);
            granted++;
        }

        return granted;
    }

    /// <summary>
    /// A stored job waits. Not kept if it is not due yet, or lies behind the part of the queue that is known here, or has a slot
    /// by this version of its row or a later one: then the news is late.
    /// </summary>
    public void Enqueued(QueueEntry entry, DateTimeOffset now)
    {
        if (_slots.TryGetValue(entry.JobId, out var slot) && slot.Version >= entry.Version) return;
        if (entry.RunAt > now)
        {
            if (NextDue is null || entry.RunAt < NextDue) NextDue = entry.RunAt;
            return;
        }

        if (KnowsAll || (_waiting.Max is { } last && QueueOrder.Instance.Compare(entry, last) <= 0)) Add(entry);
        if (_waiting.Count > 2 * _window) ForgetTail();
    }

    /// <summary>A job does not hold a slot any more that it held before; one that it got since stays.</summary>
    public void Released(SlotRelease release)
    {
        var job = release.JobId;
        if (release.Epoch is null)
            _releasedSinceRead[job] = Math.Max(release.Version, _releasedSinceRead.GetValueOrDefault(job));
        if (!_slots.TryGetValue(job, out var slot) || !IsMeant(release, slot)) return;
        if (release.MayYetCome) _slots[job] = slot with { Since = DateTimeOffset.MinValue };
        else Free(job);
    }

    /// <summary>Takes the head of the queue as read from the table.</summary>
    public void WindowRead(QueueWindow window, long read)
    {
        foreach (var entry in _waiting.Where(entry => _known[entry.JobId].Read < read).ToList()) Forget(entry);
        foreach (var entry in window.Due)
        {
            if (!_slots.ContainsKey(entry.JobId) && !IsOutdated(entry.JobId, entry.Version)) Add(entry);
        }

        KnowsAll = window.Complete;
        NextDue = window.NextDue;
    }

    /// <summary>Takes all running rows of the queue as read from the table.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="read">The read.</param>
    /// <param name="exact">Whether no start allowed before the read can commit any more, so that the rows tell of all of them.</param>
    /// <param name="uptime">The time by a clock that is never set.</param>
    public void RunningRead(IReadOnlyList<RunningRow> rows, long read, bool exact, DateTimeOffset uptime)
    {
        var running = rows.Select(row => row.JobId).ToHashSet();
        // The order in which slots are given back does not matter.
        foreach (var (job, slot) in _slots.ToList())
        {
            if (slot.Read < read && (slot.Seen || exact) && !running.Contains(job)) Free(job);
        }

        foreach (var row in rows.Where(row => !IsOutdated(row.JobId, row.Version)))
        {
            var slot = _slots.GetValueOrDefault(row.JobId, new Slot(read, uptime, true, 0, _epoch));
            _slots[row.JobId] = slot with { Seen = true, Version = Math.Max(slot.Version, row.Version) };
            if (row.Suspect) _suspect = row.JobId;
            if (_known.TryGetValue(row.JobId, out var known)) Forget(known.Entry);
        }
    }

    /// <summary>
    /// Whether a slot was taken before <paramref name="before"/>, or is known not to be used now, and no row has shown its job
    /// running since.
    /// </summary>
    public bool HasDoubtfulSlot(DateTimeOffset before) => _slots.Values.Any(slot => !slot.Seen && slot.Since < before);

    /// <summary>Gives the free slots to those who wait, in order, and returns them: each is to be told to start.</summary>
    public IReadOnlyList<QueueEntry> Dispatch(DateTimeOffset uptime)
    {
        if (Paused || _waiting.Count == 0 || _slots.Count >= Limit) return [];
        var starts = new List<QueueEntry>();
        foreach (var entry in _waiting)
        {
            if (_slots.Count >= Limit) break;
            // Suspects run one at a time; the others pass them.
            if (entry.Suspect && _suspect is not null) continue;
            Take(entry.JobId, entry.Version, entry.Suspect, uptime);
            starts.Add(entry);
        }

        starts.ForEach(Forget);
        return starts;
    }

    private static bool IsMeant(SlotRelease release, Slot slot) => (release, slot) switch
    {
        ({ Epoch: { } epoch }, _) => !slot.Seen && slot.Epoch == epoch && slot.Version == release.Version,
        // The job may have been deleted and made anew: news of the first one must not free what is reserved for the second.
        ({ Attempt: { } ended }, { Seen: false, Attempt: { } reserved }) => ended == reserved,
        _ => slot.Version < release.Version,
    };

    /// <summary>Whether a row that was read is older than a release that came during the read.</summary>
    private bool IsOutdated(Guid job, long version) => version < _releasedSinceRead.GetValueOrDefault(job);

    private void Take(Guid job, long version, bool suspect, DateTimeOffset uptime)
    {
        _slots[job] = new Slot(_read, uptime, Seen: false, version, _epoch);
        if (suspect) _suspect = job;
    }

    private void Free(Guid job)
    {
        _slots.Remove(job);
        if (_suspect == job) _suspect = null;
    }

    private void Add(QueueEntry entry)
    {
        if (_known.TryGetValue(entry.JobId, out var old)) _waiting.Remove(old.Entry);
        _known[entry.JobId] = new Known(entry, _read);
        _waiting.Add(entry);
    }

    private void Forget(QueueEntry entry)
    {
        _waiting.Remove(entry);
        _known.Remove(entry.JobId);
    }

    private void ForgetTail()
    {
        while (_waiting.Count > _window) Forget(_waiting.Max!);
        KnowsAll = false;
    }
}
