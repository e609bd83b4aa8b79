using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>One open stream, and what it has not told yet. If that becomes too much, its caller does not listen, and is dropped.</summary>
/// <param name="buffer">How many events may wait.</param>
/// <param name="pace">How long to gather after each time that something was told.</param>
/// <param name="leave">Called when the stream is closed.</param>
internal sealed class Watcher(int buffer, Pace pace, Action<Watcher> leave) : IDisposable
{
    private readonly Channel<WatchItem> _items = Channel.CreateUnbounded<WatchItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _dropped = new();
    private int _waiting;

    /// <summary>Cancelled when the caller is given up.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>The next of what is there.</summary>
    public bool TryTake([NotNullWhen(true)] out WatchItem? item)
    {
        if (!_items.Reader.TryRead(out item)) return false;
        Interlocked.Add(ref _waiting, -item.Count);
        return true;
    }

    /// <summary>The next, when all is told that was there, and it is this stream's turn again.</summary>
    public async ValueTask<WatchItem> Take(CancellationToken over)
    {
        await pace.Rest(over);
        var item = await _items.Reader.ReadAsync(over);
        Interlocked.Add(ref _waiting, -item.Count);
        return item;
    }

    public void Offer(WatchItem item)
    {
        // Nothing more is kept for a caller who has been given up.
        if (Volatile.Read(ref _waiting) >= buffer)
        {
            _ = _dropped.CancelAsync();
            return;
        }

        Interlocked.Add(ref _waiting, item.Count);
        _items.Writer.TryWrite(item);
    }

    public void Dispose() => leave(this);
}
