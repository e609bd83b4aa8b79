namespace OrleansJobs.WebFrontend.Service;

/// <summary>Whether the process is being stopped: it answers reads until its end, but takes no new work.</summary>
internal sealed class Draining(IHostApplicationLifetime lifetime)
{
    /// <summary>Cancelled when draining begins.</summary>
    public CancellationToken Begun => lifetime.ApplicationStopping;

    /// <summary>Whether it has begun.</summary>
    public bool IsOn => Begun.IsCancellationRequested;
}
