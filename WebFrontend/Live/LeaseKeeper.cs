using System.Threading.Channels;
using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>
/// Keeps the silos told of what this process wants to know: at once when it wants something new, and every 5 s, as they forget it
/// otherwise. If they may have told less than they should have, the hub looks again.
/// </summary>
internal sealed partial class LeaseKeeper(WatchHub hub, IGrainFactory grains, IIdSource ids, TimeProvider clock, ILogger<LeaseKeeper> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private TaskCompletionSource _round = NewRound();
    private Task _running = Task.CompletedTask;
    private ITimer? _timer;
    private (Guid Id, IWatcher Watcher)? _self;
    private WatchTerm? _term;
    private long? _told;
    private bool _isLost;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = clock.CreateTimer(_ => Wake(), null, Every, Every);
        _running = Run();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        await _running;
        if (_term is null) return;

        // The silos would find out by themselves, but try to reach this process for as long.
        Task left = Silos.Watch(Lease(new WatchWish(long.MaxValue, [], []))).WaitAsync(Patience, clock, cancellationToken);
        await left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _wakes.Writer.TryComplete();
    }

    /// <summary>Completes when the silos tell of all that the hub wants now; or do not answer: then it looks again when they do.</summary>
    public Task WhenTold()
    {
        lock (_lock)
        {
            if (_told == hub.Revision) return Task.CompletedTask;
            Wake();
            return _round.Task;
        }
    }

    // Not before somebody watches: until then there may be no silo yet.
    private (Guid Id, IWatcher Watcher) Self => _self ??= (ids.NewToken(), grains.CreateObjectReference<IWatcher>(hub));

    private IWatchersGrain Silos => grains.GetGrain<IWatchersGrain>(0);

    private void Wake() => _wakes.Writer.TryWrite(true);

    private async Task Run()
    {
        await foreach (var _ in _wakes.Reader.ReadAllAsync())
        {
            TaskCompletionSource round;
            lock (_lock) (round, _round) = (_round, NewRound());
            await Tell();
            round.SetResult();
        }

        // Nobody waits for what does not come any more.
        lock (_lock) _round.SetResult();
    }

    private async Task Tell()
    {
        var wish = hub.Wish();
        if (wish.IsEmpty && _term is null && !_isLost) return;
        try
        {
            var term = await Send(wish);
            if (_isLost || (_term is not null && _term != term)) hub.LookAgain();
            (_term, _isLost) = (wish.IsEmpty ? null : term, false);
            lock (_lock) _told = wish.Revision;
        }
        catch (Exception error)
        {
            // Whatever it is, it may be over soon: silos of an older program, in an upgrade, do not even have that grain.
            LogUnreached(error.Message);
            _isLost = true;
            lock (_lock) _told = null;
            _timer!.Change(AfterFailure, Every);
        }
    }

    private async Task<WatchTerm> Send(WatchWish wish)
    {
        var known = wish.Revision == _told ? await Silos.Renew(Self.Id, wish.Revision).WaitAsync(Patience, clock) : null;
        return known ?? await Silos.Watch(Lease(wish)).WaitAsync(Patience, clock);
    }

    private WatchLease Lease(WatchWish wish) => new()
    {
        Id = Self.Id,
        Watcher = Self.Watcher,
        Revision = wish.Revision,
        Jobs = wish.Jobs,
        Filters = wish.Filters,
    };

    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(86, LogLevel.Warning, "The silos were not told what is watched here, which is tried again: {Reason}")]
    private partial void LogUnreached(string reason);
}
