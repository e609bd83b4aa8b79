namespace OrleansJobs.WebFrontend.Live;

/// <summary>The states of the jobs that match one filter: those who watch them, and the latest events for those who come back.</summary>
/// <remarks>Used under the lock of the hub.</remarks>
internal sealed class Feed(Guid id, int ring, TimeProvider clock)
{
    /// <summary>The event that says that others may have been missed, but for its id.</summary>
    public static readonly ReadOnlyMemory<byte> Reset = "event: reset\ndata: {}\n\n"u8.ToArray();

    private readonly HashSet<Watcher> _watchers = [];
    private readonly Queue<WatchItem.FeedEvent> _ring = new();
    private long _last;
    private long _leftAt;

    public IEnumerable<Watcher> Watchers => _watchers;

    /// <summary>Whether nobody watches, and has not for this long.</summary>
    public bool IsIdle(TimeSpan linger) => _watchers.Count == 0 && clock.GetElapsedTime(_leftAt) >= linger;

    /// <summary>Lets a caller in.</summary>
    /// <param name="watcher">Its stream, which gets every event from now on.</param>
    /// <param name="from">Where it was; null if it comes for the first time.</param>
    public FeedStart Join(Watcher watcher, FeedEventId? from)
    {
        _watchers.Add(watcher);
        if (from is null) return new FeedStart(id, _last, []);
        var isKnown = from.Feed == id && from.Number <= _last && from.Number >= _last - _ring.Count;
        return new FeedStart(id, _last, isKnown ? [.. _ring.Where(earlier => earlier.Number > from.Number)] : null);
    }

    public void Leave(Watcher watcher)
    {
        _watchers.Remove(watcher);
        _leftAt = clock.GetTimestamp();
    }

    /// <summary>Tells an event.</summary>
    public void Tell(ReadOnlyMemory<byte> text)
    {
        var told = new WatchItem.FeedEvent(++_last, text);
        _ring.Enqueue(told);
        if (_ring.Count > ring) _ring.Dequeue();
        foreach (var watcher in _watchers) watcher.Offer(told);
    }
}
