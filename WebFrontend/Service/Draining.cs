namespace OrleansJobs.WebFrontend.Service;

/// <summary>
/// Whether the process takes no new work any more, because it is being stopped or somebody has asked for a graceful shutdown.
/// It answers reads until its end.
/// </summary>
internal sealed class Draining(IHostApplicationLifetime lifetime)
{
    private volatile bool _begun;

    /// <summary>Cancelled when the process is being stopped: who waits for something is to be answered now.</summary>
    public CancellationToken Ending => lifetime.ApplicationStopping;

    /// <summary>Whether no new work is taken.</summary>
    public bool IsOn => _begun || Ending.IsCancellationRequested;

    /// <summary>Takes no new work from now on.</summary>
    public void Begin() => _begun = true;
}
