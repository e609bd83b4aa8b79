using System.Buffers;
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
    private readonly Dictionary<NewsFilter, Feed> _feeds = [];
    private readonly Dictionary<Guid, long> _batches = [];
    private readonly LiveOptions _options;
    private readonly JobReads _reads;
    private readonly IIdSource _ids;
    private readonly TimeProvider _clock;
    private readonly ITimer _beats;
    private long _revision;
    private int _watchers;

    public WatchHub(IOptions<LiveOptions> options, JobReads reads, IIdSource ids, TimeProvider clock)
    {
        (_options, _reads, _ids, _clock) = (options.Value, reads, ids, clock);
        _beats = clock.CreateTimer(_ => Beat(), null, _options.Heartbeat, _options.Heartbeat);
    }

    /// <summary>Grows with every change of what the silos have to tell of.</summary>
    public long Revision
    {
        get
        {
            lock (_lock) return _revision;
        }
    }

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
            if (!_feeds.TryGetValue(filter, out var feed))
            {
                _feeds.Add(filter, feed = new Feed(_ids.NewToken(), _options.Ring, _clock));
                _revision++;
            }

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
            foreach (var (filter, _) in _feeds.Where(feed => feed.Value.IsIdle(_options.Linger)).ToList())
            {
                _feeds.Remove(filter);
                _revision++;
            }

            return new WatchWish(_revision, [.. _jobs.Keys], [.. _feeds.Keys]);
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
            if (batch.Missed) Missed();
        }

        return Task.CompletedTask;
    }

    /// <summary>News may have been lost: every job that is watched is read once, and who watches many is told.</summary>
    public void LookAgain()
    {
        lock (_lock)
        {
            _batches.Clear();
            Missed();
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

        if (news.Job is not { } job || _feeds.Count == 0) return;
        var text = new ArrayBufferWriter<byte>();
        EventText.Write(text, "state"u8, JobEventText.Brief(job));
        foreach (var (filter, feed) in _feeds)
        {
            if (filter.Matches(job)) feed.Tell(text.WrittenMemory);
        }
    }

    private void Missed()
    {
        foreach (var (job, watchers) in _jobs) Offer(watchers, Reading(job));
        foreach (var feed in _feeds.Values) feed.Tell(Feed.Reset);
    }

    private void Beat()
    {
        lock (_lock)
        {
            foreach (var watcher in _jobs.Values.Concat(_feeds.Values.Select(feed => feed.Watchers)).SelectMany(all => all))
                watcher.Offer(WatchItem.Beat.One);
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
