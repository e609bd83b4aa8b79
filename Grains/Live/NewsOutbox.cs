using OrleansJobs.Live;

namespace OrleansJobs.Grains.Live;

/// <summary>
/// Brings one watcher the news of this silo, in order: the first after a rest within a few milliseconds, then what has gathered ten
/// times a second. One batch is under way at a time, and comes again if there is no answer. What finds no room is dropped, and the
/// watcher told that something is missing.
/// </summary>
internal sealed class NewsOutbox : IDisposable
{
    // Whoever watches alone is told at once; where much happens, each batch costs every stream a write to its connection.
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);
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
    private bool _isIdle = true;
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
            if (_waiting.Count < _limit) _waiting.Enqueue(news);
            else _missed = true;
            if (!_isIdle) return;
            _isIdle = false;
            SendIn(First);
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
            if (_sending is not null) return _sending;
            _isIdle = _waiting.Count == 0 && !_missed;
            if (_isIdle) return null;
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
            SendIn(_waiting.Count < LargestBatch ? Rest : TimeSpan.Zero);
        }
    }

    private void SendIn(TimeSpan time)
    {
        if (!_isOver) _timer.Change(time, Timeout.InfiniteTimeSpan);
    }
}
