using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// The shell of one queue: takes news of jobs, reads rows, tells jobs to start. <see cref="QueueMachine"/> decides.
/// </summary>
/// <remarks>
/// An activation begins by taking a new epoch, which voids every start that an earlier one allowed; then it reads the rows.
/// It never waits for a job. What it tells a job is a hint; what a hint did is read from the rows at the next ping.
/// A change of settings takes an epoch too, in the same commit. While an epoch is being taken, and after that has failed,
/// nothing is granted; the next ping, or the next change, tries again.
/// Callers name queues, so one that nobody asks is soon let go; not before it would forget its workers anyway.
/// </remarks>
[Reentrant, CollectionAgeLimit(Minutes = MinutesKept)]
internal sealed partial class QueueGrain : Grain, IQueueGrain
{
    internal const int MinutesKept = 3;

    // Longer than any call that could still commit a start takes; then the epoch decides, not the clock.
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(15);

    // No call waits longer; what goes on then is seen by the next look.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    private readonly IQueueStore _store;
    private readonly IOwners _owners;
    private readonly StartGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QueueOptions _configured;
    private readonly QueueMachine _machine;
    private Task _look = Task.CompletedTask;
    private QueueSettings _settings = new();
    private StoredHold _hold;
    private long _epoch;
    private bool _voiding = true;
    private DateTimeOffset _usedAt;
    private readonly Alarm _nextLook;
    private readonly Alarm _nextPermit;

    public QueueGrain(
        IQueueStore store, IOwners owners, StartGate gate, TimeProvider time, IOptions<QueuesOptions> options, ILogger<QueueGrain> logger)
    {
        _store = store;
        _owners = owners;
        _gate = gate;
        _time = time;
        _logger = logger;
        _configured = options.Value.For(Name);
        _machine = new QueueMachine(_configured.Concurrency, _configured.Window);
        _nextLook = new Alarm(this, time, OnDue);
        _nextPermit = new Alarm(this, time, OnPermit);
    }

    private string Name => this.GetPrimaryKeyString();

    /// <summary>Time that only grows, for how long ago something was: a clock set back must not make slots doubtful later.</summary>
    private DateTimeOffset Uptime => DateTimeOffset.UnixEpoch + _time.GetElapsedTime(0);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TakeEpoch(StepOrTakeEpoch);
            LogActivated(Name, _epoch, _machine.Taken, _machine.Waiting);
        }
        catch (StoreException error)
        {
            LogBlind(Name, error);
        }
    }

    public Task<QueueAnswer> Exchange(QueueNews news)
    {
        var now = _time.Now();
        foreach (var release in news.Released) _machine.Released(release);
        foreach (var entry in news.Enqueued) _machine.Enqueued(entry, now);
        var answer = _voiding ? new QueueAnswer { Epoch = _epoch, Granted = 0 } : Reserve(news);
        Continue();
        return Task.FromResult(answer);
    }

    public async Task<QueueResult> Configure(QueueSettings settings)
    {
        var errors = QueueSettingsRules.Check(settings);
        if (!errors.IsEmpty) return new QueueResult.Invalid { Errors = errors };
        return await Change(queue => _store.ReplaceSettings(queue, settings));
    }

    public Task<QueueResult> SetPaused(bool paused) => Change(async queue =>
    {
        var row = await _store.SetPaused(queue, paused);
        if (!paused) _machine.Stepped();
        return row;
    });

    public Task<QueueHold> Explain(QueueEntry entry) => Task.FromResult(_machine.Explain(entry, _time.Now()));

    public async Task Ping()
    {
        if (!_look.IsCompleted) return;
        var isSuperseded = !_voiding && await IsSuperseded();
        if (!_look.IsCompleted) return;
        if (_voiding || isSuperseded || _machine.HasDoubtfulSlot(Uptime - DoubtAfter)) await TakeEpoch(StepOrTakeEpoch);
        else await Alone(() => Read(running: Uptime >= _nextRunningRead, exact: false));
    }

    /// <summary>
    /// Whether another activation has taken an epoch since. Who is pinged is the one that shall work, so this one takes it
    /// back with the settings, which may be others by now: one that believes in a pause would never find out by itself.
    /// </summary>
    private async Task<bool> IsSuperseded() => await _store.ReadEpoch(Name, CancellationToken.None) > _epoch;

    /// <summary>
    /// Gives slots to jobs that are about to be stored, from the first. Where all are alike, none gets one that another before it did
    /// not get: programs that know of no lanes rely on it.
    /// </summary>
    private QueueAnswer Reserve(QueueNews news)
    {
        var alike = news.Lanes.IsEmpty && news.Costs.IsEmpty;
        var now = _time.Now();
        var granted = 0;
        var passed = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < news.Reserves.Length; i++)
        {
            var lane = news.Lanes.IsEmpty ? null : news.Lanes[i];
            var cost = news.Costs.IsEmpty ? 1 : news.Costs[i];
            Guid? attempt = news.Attempts.IsEmpty ? null : news.Attempts[i];
            if (_machine.Reserve(news.Reserves[i], attempt, lane, cost, Uptime, now)) granted = i + 1;
            else if (alike) break;
            else passed.Add(i);
        }

        return new QueueAnswer { Epoch = _epoch, Granted = granted, Passed = [.. passed.Where(i => i < granted)] };
    }

    private Task<QueueResult> Change(Func<string, Task<QueueEpoch>> change) => Answer(TakeEpoch(change));

    private async Task<QueueResult> Answer(Task change)
    {
        try
        {
            await change.WaitAsync(LongestCall, _time);
            return new QueueResult.Changed { Queue = _hold.Show(QueueStatus.Of(Name, _settings, _configured.Concurrency), _time.Now()) };
        }
        catch (Exception error) when (error is StoreException or TimeoutException)
        {
            LogUnavailable(Name, error);
            return new QueueResult.Unavailable { Unchanged = StoreException.IsUnchanged(error) };
        }
    }

    /// <summary>Voids all slots that no row shows, takes the settings, and learns from the rows which slots are taken.</summary>
    private Task TakeEpoch(Func<string, Task<QueueEpoch>> take) => Alone(() => BeginEpoch(take));

    private async Task BeginEpoch(Func<string, Task<QueueEpoch>> take)
    {
        _voiding = true;
        (_epoch, _settings, _hold) = await take(Name);
        _machine.Set(_epoch, QueueRules.Of(_settings, _configured), _hold);
        var now = _time.Now();
        _machine.PermitsRead(await _store.ReadPermits(Name, now, CancellationToken.None), now);
        await Read(running: true, exact: true);
        _voiding = false;
    }

    /// <summary>Looks at the rows when nobody else does: what two reads bring cannot be told apart in time.</summary>
    private Task Alone(Func<Task> look)
    {
        return _look = After(_look);

        async Task After(Task earlier)
        {
            // Whoever asked for the earlier one has its exception.
            await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await look();
            Continue();
        }
    }

    /// <summary>Fills the free slots, and sees to it that the queue looks again when it has to.</summary>
    private void Continue()
    {
        _usedAt = Uptime;
        if (_voiding || !_gate.IsOpen) return;
        StoreStep();
        if (_machine.Paused) return;
        var starts = _machine.Dispatch(Uptime, _time.Now());
        var permits = _machine.TakePermits(_time.Now());
        var trial = _machine.IsHalfOpen(_time.Now()) && starts.Count > 0 ? starts[0].JobId : (Guid?)null;
        if (permits.IsEmpty && trial is null) Start(starts, _epoch);
        else _spending = Task.WhenAll(_spending, Spend(permits, trial, starts, _epoch));

        if (_machine.Wanted is not null) _nextLook.At(_time.Now());
        else if (_machine.NextDue is { } due) _nextLook.At(due);
        if (_machine.NextPermit is { } permit) _nextPermit.At(permit);
    }

    private void Start(IReadOnlyList<QueueEntry> starts, long epoch)
    {
        foreach (var entry in starts.Where(entry => entry.Pool is null)) _ = GrainFactory.GetGrain<IJobGrain>(entry.JobId).Start(Name, epoch, entry.Version);
        Offer([.. starts.Where(entry => entry.Pool is not null)], epoch);
    }

    /// <summary>
    /// Tells the starts when their permits are stored as spent, and a trial of the breaker as such: so no restart gives them again. If that
    /// fails, the slots wait for the next epoch; permits that were spent for nothing are lost.
    /// </summary>
    private async Task Spend(ImmutableArray<LanePermits> permits, Guid? trial, IReadOnlyList<QueueEntry> starts, long epoch)
    {
        var spent = false;
        try
        {
            spent = (trial is null || await _store.SetTrial(Name, epoch, trial.Value))
                && (permits.IsEmpty || await _store.SpendPermits(Name, epoch, permits, _time.Now()));
        }
        catch (StoreException error)
        {
            LogUnspent(Name, error);
        }

        if (spent)
        {
            Start(starts, epoch);
            return;
        }

        foreach (var entry in starts)
        {
            _machine.Workers.Break(entry.JobId);
            _machine.Released(new SlotRelease { JobId = entry.JobId, Epoch = epoch, Version = entry.Version, MayYetCome = true });
        }
    }

    private Task OnPermit()
    {
        Continue();
        return Task.CompletedTask;
    }

    [LoggerMessage(42, LogLevel.Warning, "Queue {Queue}: a change was not recorded in time or at all")]
    private partial void LogUnavailable(string queue, Exception error);

    [LoggerMessage(43, LogLevel.Warning, "Queue {Queue} cannot read its rows; it starts nothing until it can")]
    private partial void LogBlind(string queue, Exception error);

    [LoggerMessage(44, LogLevel.Warning, "Queue {Queue}: permits, or a trial, were not recorded; the jobs that they were for wait")]
    private partial void LogUnspent(string queue, Exception error);

    [LoggerMessage(40, LogLevel.Debug, "Queue {Queue} is active under epoch {Epoch}: {Running} jobs run, {Waiting} wait")]
    private partial void LogActivated(string queue, long epoch, int running, int waiting);
}
