using System.Buffers;
using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>The feeds of this process, one for each filter.</summary>
/// <remarks>Used under the lock of the hub.</remarks>
internal sealed class Feeds(LiveOptions options, IIdSource ids, TimeProvider clock)
{
    private readonly Dictionary<NewsFilter, Feed> _feeds = [];

    public int Count => _feeds.Count;

    public IEnumerable<NewsFilter> Filters => _feeds.Keys;

    public IEnumerable<Watcher> Watchers => _feeds.Values.SelectMany(feed => feed.Watchers);

    /// <summary>The feed of a filter; one that was not there begins.</summary>
    public Feed Of(NewsFilter filter)
    {
        if (!_feeds.TryGetValue(filter, out var feed)) _feeds.Add(filter, feed = new Feed(ids.NewToken(), options.Ring, clock));
        return feed;
    }

    /// <summary>Forgets those to which nobody is likely to come back; answers how many.</summary>
    public int ForgetIdle()
    {
        var idle = _feeds.Where(feed => feed.Value.IsIdle(options.Linger)).Select(feed => feed.Key).ToList();
        foreach (var filter in idle) _feeds.Remove(filter);
        return idle.Count;
    }

    /// <summary>Tells the state of a job to those that it matches.</summary>
    public void Tell(Job job)
    {
        if (_feeds.Count == 0) return;
        var text = new ArrayBufferWriter<byte>();
        EventText.Write(text, "state"u8, JobEventText.Brief(job));
        foreach (var (filter, feed) in _feeds)
            if (filter.Matches(job)) feed.Tell(text.WrittenMemory);
    }

    /// <summary>Says that events may be missing.</summary>
    public void Reset()
    {
        foreach (var feed in _feeds.Values) feed.Tell(Feed.Reset);
    }
}
