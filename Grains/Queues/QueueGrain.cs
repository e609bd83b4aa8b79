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
/// </remarks>
[Reentrant]
internal sealed partial class QueueGrain : Grain, IQueueGrain
{
    // Longer than any call that could still commit a start takes; then the epoch decides, not the clock.
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(15);

    // No call waits longer; what goes on then is seen by the next look.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    // Timers take at most 49 days; a longer wait is several.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly IQueueStore _store;
    private readonly IOwners _owners;
    private readonly StartGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QueueOptions _configured;
    private readonly QueueMachine _machine;
    private Task _look = Task.CompletedTask;
    private QueueSettings _settings = new();
    private long _epoch;
    private bool _voiding = true;
    private DateTimeOffset _nextRunningRead;
    private IGrainTimer? _dueTimer;
    private DateTimeOffset? _dueAt;

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
    }

    private string Name => this.GetPrimaryKeyString();

    /// <summary>Time that only grows, for how long ago something was: a clock set back must not make slots doubtful later.</summary>
    private DateTimeOffset Uptime => DateTimeOffset.UnixEpoch + _time.GetElapsedTime(0);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TakeEpoch(_store.TakeEpoch);
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
        var granted = _voiding ? 0 : _machine.Reserve(news.Reserves, Uptime, news.Attempts);
        Continue();
        return Task.FromResult(new QueueAnswer { Epoch = _epoch, Granted = granted });
    }

    public async Task<QueueResult> Configure(QueueSettings settings)
    {
        if (settings.Concurrency is < 1 or > QueueSettings.LargestConcurrency)
            return new QueueResult.Invalid { Errors = [LimitError] };
        return await Change(queue => _store.ReplaceSettings(queue, settings));
    }

    public Task<QueueResult> SetPaused(bool paused) => Change(queue => _store.SetPaused(queue, paused));

    public async Task Ping()
    {
        if (!_look.IsCompleted) return;
        var isSuperseded = !_voiding && await IsSuperseded();
        if (!_look.IsCompleted) return;
        if (_voiding || isSuperseded || _machine.HasDoubtfulSlot(Uptime - DoubtAfter)) await TakeEpoch(_store.TakeEpoch);
        else await Alone(() => Read(running: Uptime >= _nextRunningRead, exact: false));
    }

    /// <summary>
    /// Whether another activation has taken an epoch since. Who is pinged is the one that shall work, so this one takes it
    /// back with the settings, which may be others by now: one that believes in a pause would never find out by itself.
    /// </summary>
    private async Task<bool> IsSuperseded() => await _store.ReadEpoch(Name, CancellationToken.None) > _epoch;

    private static FieldError LimitError =>
        new() { Field = "concurrency", Message = $"must be from 1 to {QueueSettings.LargestConcurrency}, or left out for the configured limit" };

    private async Task<QueueResult> Change(Func<string, Task<QueueEpoch>> change)
    {
        try
        {
            await TakeEpoch(change).WaitAsync(LongestCall, _time);
            return new QueueResult.Changed { Queue = QueueStatus.Of(Name, _settings, _configured.Concurrency) };
        }
        catch (Exception error) when (error is StoreException or TimeoutException)
        {
            LogUnavailable(Name, error);
            return new QueueResult.Unavailable { Unchanged = StoreException.IsUnchanged(error) };
        }
    }

    /// <summary>Voids all slots that no row shows, takes the settings, and learns from the rows which slots are taken.</summary>
    private Task TakeEpoch(Func<string, Task<QueueEpoch>> take) => Alone(async () =>
    {
        _voiding = true;
        (_epoch, _settings) = await take(Name);
        _machine.Set(_epoch, _settings.Concurrency ?? _configured.Concurrency, _settings.Paused);
        await Read(running: true, exact: true);
        _voiding = false;
    });

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

    private async Task Read(bool running, bool exact)
    {
        var read = _machine.BeginRead();
        if (running) await ReadRunning(read, exact);
        _machine.WindowRead(await _store.ReadWindow(Name, _time.Now(), _machine.RowsToRead, CancellationToken.None), read);
    }

    private async Task ReadRunning(long read, bool exact)
    {
        var rows = await _store.ReadRunning(Name, CancellationToken.None);
        _machine.RunningRead(rows, read, exact, Uptime);

        // Every second for a thousand rows; more rarely the more there are, so that it stays a small part of the work.
        _nextRunningRead = Uptime + TimeSpan.FromMilliseconds(Math.Max(500, rows.Count));
        foreach (var row in rows.Where(row => _owners.IsDead(row.Owner)))
            _ = GrainFactory.GetGrain<IJobGrain>(row.JobId).Rescue(Name, _epoch, row.Version);
    }

    /// <summary>Fills the free slots, and sees to it that the queue looks again when it has to.</summary>
    private void Continue()
    {
        if (_voiding || _machine.Paused || !_gate.IsOpen) return;
        foreach (var entry in _machine.Dispatch(Uptime))
            _ = GrainFactory.GetGrain<IJobGrain>(entry.JobId).Start(Name, _epoch, entry.Version);

        var full = _machine.Waiting == 0 && _machine.Taken >= _machine.Limit;
        if (_machine.WantsWindow && !full) LookAt(_time.Now());
        else if (_machine.NextDue is { } due) LookAt(due);
    }

    /// <summary>Sees to it that the window is read at <paramref name="at"/>.</summary>
    private void LookAt(DateTimeOffset at)
    {
        if (_dueAt <= at) return;
        _dueAt = at;
        var wait = at - _time.Now();
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        if (wait > LongestWait) wait = LongestWait;
        _dueTimer?.Dispose();
        _dueTimer = this.RegisterGrainTimer(OnDue, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private Task OnDue()
    {
        // A look under way finds out itself, when it has read, whether another one is due.
        _dueAt = null;
        return _look.IsCompleted ? Alone(() => Read(running: false, exact: false)) : Task.CompletedTask;
    }

    [LoggerMessage(42, LogLevel.Warning, "Queue {Queue}: a change was not recorded in time or at all")]
    private partial void LogUnavailable(string queue, Exception error);

    [LoggerMessage(43, LogLevel.Warning, "Queue {Queue} cannot read its rows; it starts nothing until it can")]
    private partial void LogBlind(string queue, Exception error);

    [LoggerMessage(40, LogLevel.Debug, "Queue {Queue} is active under epoch {Epoch}: {Running} jobs run, {Waiting} wait")]
    private partial void LogActivated(string queue, long epoch, int running, int waiting);
}
