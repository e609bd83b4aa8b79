using System.Threading.Channels;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>One open stream, and what it has not told yet. If that becomes too much, its caller does not listen, and is dropped.</summary>
internal sealed class Watcher(int buffer, Action<Watcher> leave) : IDisposable
{
    private readonly Channel<WatchItem> _items = Channel.CreateBounded<WatchItem>(new BoundedChannelOptions(buffer) { SingleReader = true });
    private readonly CancellationTokenSource _dropped = new();

    public ChannelReader<WatchItem> Items => _items.Reader;

    /// <summary>Cancelled when the caller is given up.</summary>
    public CancellationToken Dropped => _dropped.Token;

    public void Offer(WatchItem item)
    {
        if (!_items.Writer.TryWrite(item)) _ = _dropped.CancelAsync();
    }

    public void Dispose() => leave(this);
}
