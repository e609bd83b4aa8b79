using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>
/// All streams of this process. It wants each job, and each filter, of the silos only once, however many watch it here, and gives
/// what they tell to all of them.
/// </summary>
internal sealed class WatchHub : IWatcher, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, HashSet<Watcher>> _jobs = [];
    private readonly Feeds _feeds;
    private readonly Dictionary<Guid, long> _batches = [];
    private readonly LiveOptions _options;
    private readonly JobReads _reads;
    private readonly ITimer _beats;
    private long _revision;
    private int _watchers;

    public WatchHub(IOptions<LiveOptions> options, JobReads reads, IIdSource ids, TimeProvider clock)
    {
        (_options, _reads, _feeds) = (options.Value, reads, new Feeds(options.Value, ids, clock));
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
            if (!_jobs.TryGetValue(job, out var watchers))
            {
                _jobs.Add(job, watchers = []);
                _revision++;
            }

            var watcher = new Watcher(_options.Buffer, self => Leave(job, watchers, self));
            watchers.Add(watcher);
            _watchers++;
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
            var watcher = new Watcher(_options.Buffer, self => Leave(feed, self));
            _watchers++;
            return (watcher, feed.Join(watcher, from));
        }
    }

    /// <summary>What the silos have to tell of.</summary>
    public WatchWish Wish()
    {
        lock (_lock)
        {
            _revision += _feeds.ForgetIdle();
            return new WatchWish(_revision, [.. _jobs.Keys], [.. _feeds.Filters]);
        }
    }

    public Task Tell(NewsBatch batch)
    {
        lock (_lock)
        {
            // One whose answer got lost comes again.
            if (_batches.GetValueOrDefault(batch.From) >= batch.Number) return Task.CompletedTask;
            _batches[batch.From] = batch.Number;
            foreach (var news in batch.News) Tell(news);
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
    private bool IsFull => _watchers + _feeds.Count >= _options.Watchers;

    private void Tell(JobNews news)
    {
        if (_jobs.TryGetValue(news.Id, out var watchers))
        {
            if (news.Version > 0) Offer(watchers, new WatchItem.News(new SharedNews(news)));
            if (news is { Version: 0 } or { Job.State: JobState.Succeeded }) Offer(watchers, Reading(news.Id));
        }

        if (news.Job is { } job) _feeds.Tell(job);
    }

    private void LookAtAll()
    {
        foreach (var (job, watchers) in _jobs) Offer(watchers, Reading(job));
        _feeds.Reset();
    }

    private void Beat()
    {
        lock (_lock)
        {
            foreach (var watcher in _jobs.Values.SelectMany(watchers => watchers).Concat(_feeds.Watchers)) watcher.Offer(WatchItem.Beat.One);
        }
    }

    private WatchItem.Reading Reading(Guid job) => new(new Lazy<Task<Job?>>(() => _reads.Job(job)));

    private static void Offer(HashSet<Watcher> watchers, WatchItem item)
    {
        foreach (var watcher in watchers) watcher.Offer(item);
    }

    private void Leave(Guid job, HashSet<Watcher> watchers, Watcher watcher)
    {
        lock (_lock)
        {
            watchers.Remove(watcher);
            _watchers--;
            if (watchers.Count > 0) return;
            _jobs.Remove(job);
            _revision++;
        }
    }

    private void Leave(Feed feed, Watcher watcher)
    {
        lock (_lock)
        {
            feed.Leave(watcher);
            _watchers--;
        }
    }
}
