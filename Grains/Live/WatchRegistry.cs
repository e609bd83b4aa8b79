using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Live;

namespace OrleansJobs.Grains.Live;

/// <summary>
/// Knows what is watched, in each silo, and tells of it what is committed here. It asks for the list when the silo starts and every
/// 2 s, and is told of changes meanwhile, so that no more than a moment is missed whatever dies.
/// </summary>
internal sealed class WatchRegistry(
    IGrainFactory grains, ILocalSiloDetails self, IIdSource ids, IOptions<WatchOptions> options, TimeProvider time, ILogger<WatchRegistry> logger)
    : IJobWatch, IWatchPost, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, NewsOutbox> _outboxes = [];
    private WatchList _list = new() { Term = Guid.Empty, Version = 0, Leases = [] };
    private Recurring? _attending;
    private IWatchPost? _post;

    // Null while nobody watches, which is all that a commit then looks at.
    private volatile WatchTable? _table;

    public void Committed(JobRecord? before, JobRecord after, ImmutableArray<JobLogLine> log) => _table?.Committed(before, after, log);

    public void InDoubt(Guid id) => _table?.InDoubt(id);

    public Task Show(WatchList list)
    {
        lock (_lock)
        {
            if (list.Term != _list.Term || list.Version > _list.Version) Use(list);
        }

        return Task.CompletedTask;
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(WatchRegistry), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose()
    {
        _attending?.Dispose();
        lock (_lock) Use(_list with { Leases = [] });
    }

    private Task Start(CancellationToken cancellationToken)
    {
        _post = grains.CreateObjectReference<IWatchPost>(this);
        _attending = new Recurring(time, Every, Attend, logger);
        _attending.Start();
        return Task.CompletedTask;
    }

    // What runs is interrupted before this stage ends, and told of; news that is still here then is read by who watches.
    private Task Stop(CancellationToken cancellationToken)
    {
        _attending?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Says that this silo is there, and at once again when it has learnt something, so that others know that it has.</summary>
    private async Task Attend(CancellationToken cancellationToken)
    {
        while (await AttendOnce(cancellationToken) is { } list) await Show(list);
    }

    private Task<WatchList?> AttendOnce(CancellationToken cancellationToken)
    {
        WatchList known;
        lock (_lock) known = _list;
        return grains.GetGrain<IWatchersGrain>(0)
            .Attend(self.SiloAddress.ToParsableString(), _post!, known.Term, known.Version).WaitAsync(Patience, time, cancellationToken);
    }

    private void Use(WatchList list)
    {
        _list = list;
        foreach (var gone in _outboxes.Keys.Except(list.Leases.Select(lease => lease.Id)).ToList())
        {
            _outboxes.Remove(gone, out var outbox);
            outbox!.Dispose();
        }

        foreach (var lease in list.Leases)
            if (!_outboxes.ContainsKey(lease.Id)) _outboxes.Add(lease.Id, new NewsOutbox(ids.NewToken(), lease.Watcher, options.Value.Backlog, time));

        _table = list.Leases.IsEmpty ? null : new WatchTable(list.Leases, _outboxes, time);
    }
}
