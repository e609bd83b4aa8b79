namespace OrleansJobs.Grains.Jobs;

/// <summary>Whether this host starts attempts: closed until it is ready, and again while it is drained or stops.</summary>
// The token sources have no timer and nothing to free: they go with the object.
#pragma warning disable CA1001
public sealed class StartGate
#pragma warning restore CA1001
{
    private volatile CancellationTokenSource _closed = new();
    private volatile bool _open;

    /// <summary>Whether attempts may start here now.</summary>
    public bool IsOpen => _open;

    /// <summary>Fires when it is closed: nobody need wait here for a job to start.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Lets attempts start.</summary>
    public void Open()
    {
        if (_closed.IsCancellationRequested) _closed = new CancellationTokenSource();
        _open = true;
    }

    /// <summary>Lets no further attempt start; jobs are still taken, and wait.</summary>
    public void Close()
    {
        _open = false;
        _closed.Cancel();
    }
}
