using OrleansJobs.Live;

namespace OrleansJobs.Grains.Live;

/// <summary>
/// Brings one watcher the news of this silo, in order: what comes within a few milliseconds goes together, one batch at a time, and
/// again if there is no answer. What finds no room is dropped, and the watcher told that something is missing.
/// </summary>
internal sealed class NewsOutbox : IDisposable
{
    // A person does not see the difference, and a thousand commits a second travel in a hundred messages.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int LargestBatch = 1_000;

    private readonly Guid _id;
    private readonly IWatcher _watcher;
    private readonly int _limit;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Queue<JobNews> _waiting = new();
    private NewsBatch? _sending;
    private long _last;
    private bool _missed;
    private bool _isOver;

    public NewsOutbox(Guid id, IWatcher watcher, int limit, TimeProvider time)
    {
        (_id, _watcher, _limit) = (id, watcher, limit);
        _timer = time.CreateTimer(_ => _ = Send(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(JobNews news)
    {
        lock (_lock)
        {
            var begins = _waiting.Count == 0 && !_missed;
            if (_waiting.Count < _limit) _waiting.Enqueue(news);
            else _missed = true;
            if (begins && _sending is null) SendIn(Gather);
        }
    }

    public void Dispose()
    {
        lock (_lock) _isOver = true;
        _timer.Dispose();
    }

    private async Task Send()
    {
        if (Take() is not { } batch) return;
        try
        {
            await _watcher.Tell(batch);
            Sent();
        }
        catch (Exception)
        {
            // It may have arrived; the watcher knows it by its number. A watcher that is gone loses its lease, and this its use.
            lock (_lock) SendIn(Pause);
        }
    }

    private NewsBatch? Take()
    {
        lock (_lock)
        {
            if (_sending is not null || (_waiting.Count == 0 && !_missed)) return _sending;
            var news = new List<JobNews>(Math.Min(_waiting.Count, LargestBatch));
            while (news.Count < LargestBatch && _waiting.TryDequeue(out var next)) news.Add(next);
            _sending = new NewsBatch { From = _id, Number = ++_last, News = [.. news], Missed = _missed };
            _missed = false;
            return _sending;
        }
    }

    private void Sent()
    {
        lock (_lock)
        {
            _sending = null;
            if (_waiting.Count > 0 || _missed) SendIn(Gather);
        }
    }

    private void SendIn(TimeSpan time)
    {
        if (!_isOver) _timer.Change(time, Timeout.InfiniteTimeSpan);
    }
}
