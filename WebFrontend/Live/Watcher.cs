using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>One open stream, and what it has not told yet. If that becomes too much, its caller does not listen, and is dropped.</summary>
/// <param name="buffer">What may wait.</param>
/// <param name="pace">How long to gather after each time that something was told.</param>
/// <param name="leave">Called when the stream is closed.</param>
internal sealed class Watcher(int buffer, Pace pace, Action<Watcher> leave) : IDisposable
{
    private readonly Channel<WatchItem> _items = Channel.CreateBounded<WatchItem>(new BoundedChannelOptions(buffer) { SingleReader = true });
    private readonly CancellationTokenSource _dropped = new();

    /// <summary>Cancelled when the caller is given up.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>The next of what is there.</summary>
    public bool TryTake([NotNullWhen(true)] out WatchItem? item) => _items.Reader.TryRead(out item);

    /// <summary>The next, when all is told that was there, and it is this stream's turn again.</summary>
    public async ValueTask<WatchItem> Take(CancellationToken over)
    {
        await pace.Rest(over);
        return await _items.Reader.ReadAsync(over);
    }

    public void Offer(WatchItem item)
    {
        if (!_items.Writer.TryWrite(item)) _ = _dropped.CancelAsync();
    }

    public void Dispose() => leave(this);
}
