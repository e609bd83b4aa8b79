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
/// </remarks>
[Reentrant]
internal sealed partial class QueueGrain(
    IQueueStore store,
    IOwners owners,
    StartGate gate,
    TimeProvider time,
    IOptions<QueuesOptions> options,
    ILogger<QueueGrain> logger) : Grain, IQueueGrain
{
    // Longer than any call that could still commit a start takes; then the epoch decides, not the clock.
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(15);

    // Timers take at most 49 days; a longer wait is several.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private QueueMachine _machine = null!;
    private int _window;
    private long _epoch;
    private bool _busy;
    private bool _voiding;
    private DateTimeOffset _nextRunningRead;
    private IGrainTimer? _dueTimer;
    private DateTimeOffset? _dueAt;

    private string Name => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var configured = options.Value.For(Name);
        _window = configured.Window;
        _machine = new QueueMachine(configured.Concurrency, _window);
        await TakeEpoch();
        LogActivated(Name, _epoch, _machine.Taken, _machine.Waiting);
    }

    public Task<QueueAnswer> Exchange(QueueNews news)
    {
        var now = time.Now();
        foreach (var job in news.Released) _machine.Released(job);
        foreach (var entry in news.Enqueued) _machine.Enqueued(entry, now);
        var granted = _voiding ? 0 : _machine.Reserve(news.Reserves, now);
        Continue();
        return Task.FromResult(new QueueAnswer { Epoch = _epoch, Granted = granted });
    }

    public async Task Ping()
    {
        if (_busy) return;
        if (_voiding || _machine.HasDoubtfulSlot(time.Now() - DoubtAfter)) await TakeEpoch();
        else await Read(running: time.Now() >= _nextRunningRead, exact: false);
    }

    /// <summary>Voids all slots that no row shows, and learns from the rows which are taken.</summary>
    private async Task TakeEpoch()
    {
        // If the store fails here, nothing is granted until a later ping succeeds.
        _voiding = true;
        _busy = true;
        try
        {
            _epoch = await store.TakeEpoch(Name);
        }
        finally
        {
            _busy = false;
        }

        _voiding = false;
        await Read(running: true, exact: true);
    }

    private async Task Read(bool running, bool exact)
    {
        _busy = true;
        try
        {
            var read = _machine.BeginRead();
            if (running) await ReadRunning(read, exact);
            _machine.WindowRead(await store.ReadWindow(Name, time.Now(), _window, CancellationToken.None), read);
        }
        finally
        {
            _busy = false;
        }

        Continue();
    }

    private async Task ReadRunning(long read, bool exact)
    {
        var rows = await store.ReadRunning(Name, CancellationToken.None);
        _machine.RunningRead(rows, read, exact, time.Now());

        // Every second for a thousand rows; more rarely the more there are, so that it stays a small part of the work.
        _nextRunningRead = time.Now() + TimeSpan.FromMilliseconds(Math.Max(500, rows.Count));
        foreach (var row in rows.Where(row => owners.IsDead(row.Owner)))
            _ = GrainFactory.GetGrain<IJobGrain>(row.JobId).Rescue(Name, _epoch);
    }

    /// <summary>Fills the free slots, and sees to it that the queue looks again when it has to.</summary>
    private void Continue()
    {
        if (_voiding || !gate.IsOpen) return;
        foreach (var job in _machine.Dispatch(time.Now()))
            _ = GrainFactory.GetGrain<IJobGrain>(job).Start(Name, _epoch);

        var full = _machine.Waiting == 0 && _machine.Taken >= _machine.Limit;
        if (_machine.WantsWindow && !full) LookAt(time.Now());
        else if (_machine.NextDue is { } due) LookAt(due);
    }

    /// <summary>Sees to it that the window is read at <paramref name="at"/>.</summary>
    private void LookAt(DateTimeOffset at)
    {
        if (_dueAt <= at) return;
        _dueAt = at;
        var wait = at - time.Now();
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        if (wait > LongestWait) wait = LongestWait;
        _dueTimer?.Dispose();
        _dueTimer = this.RegisterGrainTimer(OnDue, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private async Task OnDue()
    {
        _dueAt = null;
        if (!_busy) await Read(running: false, exact: false);
        else LookAt(time.Now() + TimeSpan.FromMilliseconds(1));
    }

    [LoggerMessage(40, LogLevel.Debug, "Queue {Queue} is active under epoch {Epoch}: {Running} jobs run, {Waiting} wait")]
    private partial void LogActivated(string queue, long epoch, int running, int waiting);
}
