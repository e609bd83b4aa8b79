using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>
/// All streams of this process. It wants each job, and each filter, of the silos only once, however many watch it here, and gives
/// what they tell to all of them.
/// </summary>
internal sealed class WatchHub : IWatcher, IDisposable
{
    private readonly Lock _lock = new();
    private readonly WatchedJobs _jobs;
    private readonly Feeds _feeds;
    private readonly Dictionary<Guid, long> _batches = [];
    private readonly LiveOptions _options;
    private readonly Pace _pace;
    private readonly ITimer _beats;
    private long _revision;

    public WatchHub(IOptions<LiveOptions> options, JobReads reads, IIdSource ids, TimeProvider clock)
    {
        (_options, _jobs, _feeds) = (options.Value, new WatchedJobs(reads), new Feeds(options.Value, ids, clock));
        _pace = new Pace(_options.Writes, clock);
        _beats = clock.CreateTimer(_ => Beat(), null, _options.Heartbeat, _options.Heartbeat);
    }

    /// <summary>Grows with every change of what the silos have to tell of.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>Opens a stream of one job; null if there are too many.</summary>
    public Watcher? Watch(Guid job)
    {
        lock (_lock)
        {
            if (IsFull) return null;
            var watcher = new Watcher(_options.Buffer, _pace, self => Leave(job, self));
            if (_jobs.Add(job, watcher)) _revision++;
            _pace.Streams++;
            return watcher;
        }
    }

    /// <summary>Opens a stream of the jobs that match; null if there are too many.</summary>
    /// <param name="filter">Which jobs.</param>
    /// <param name="from">Where the caller was; null if it comes for the first time.</param>
    public (Watcher Watcher, FeedStart Start)? Watch(NewsFilter filter, FeedEventId? from)
    {
        lock (_lock)
        {
            if (IsFull) return null;
            var feeds = _feeds.Count;
            var feed = _feeds.Of(filter);
            if (_feeds.Count > feeds) _revision++;
            var watcher = new Watcher(_options.Buffer, _pace, self => Leave(feed, self));
            _pace.Streams++;
            return (watcher, feed.Join(watcher, from));
        }
    }

    /// <summary>What the silos have to tell of.</summary>
    public WatchWish Wish()
    {
        lock (_lock)
        {
            _revision += _feeds.ForgetIdle();
            return new WatchWish(_revision, [.. _jobs.Ids], [.. _feeds.Filters]);
        }
    }

    public Task Tell(NewsBatch batch)
    {
        lock (_lock)
        {
            // One whose answer got lost comes again.
            if (_batches.GetValueOrDefault(batch.From) >= batch.Number) return Task.CompletedTask;
            _batches[batch.From] = batch.Number;
            _jobs.Tell(batch.News);
            foreach (var news in batch.News)
                if (news.Job is { } job) _feeds.Tell(job);
            if (batch.Missed) LookAtAll();
        }

        return Task.CompletedTask;
    }

    /// <summary>News may have been lost: every job that is watched is read once, and who watches many is told.</summary>
    public void LookAgain()
    {
        lock (_lock)
        {
            _batches.Clear();
            LookAtAll();
        }
    }

    public void Dispose() => _beats.Dispose();

    // Who keeps events for callers who may come back counts too.
    private bool IsFull => _pace.Streams + _feeds.Count >= _options.Watchers;

    private void LookAtAll()
    {
        _jobs.LookAtAll();
        _feeds.Reset();
    }

    private void Beat()
    {
        lock (_lock)
        {
            foreach (var watcher in _jobs.Watchers.Concat(_feeds.Watchers)) watcher.Offer(WatchItem.Beat.One);
        }
    }

    private void Leave(Guid job, Watcher watcher)
    {
        lock (_lock)
        {
            if (_jobs.Remove(job, watcher)) _revision++;
            _pace.Streams--;
        }
    }

    private void Leave(Feed feed, Watcher watcher)
    {
        lock (_lock)
        {
            feed.Leave(watcher);
            _pace.Streams--;
        }
    }
}
