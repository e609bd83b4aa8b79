using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.WebFrontend.Service;

/// <summary>
/// Whether the process takes no new work any more, because it is being stopped or somebody has asked for that.
/// It answers reads until its end.
/// </summary>
/// <param name="lifetime">The process.</param>
/// <param name="attempts">What runs here; null in a process whose silos are elsewhere.</param>
internal sealed class Draining(IHostApplicationLifetime lifetime, Drain? attempts = null)
{
    private volatile bool _isShutdown;
    private volatile bool _isDrain;

    /// <summary>Cancelled when the process is being stopped: who waits for something is to be answered now.</summary>
    public CancellationToken Ending => lifetime.ApplicationStopping;

    /// <summary>Whether no new work is taken.</summary>
    public bool IsOn => _isDrain || IsFinal;

    /// <summary>How far it is.</summary>
    public DrainStatus Status => DrainStatus.Of(IsOn, attempts?.Running ?? 0, attempts?.Until);

    private bool IsFinal => _isShutdown || Ending.IsCancellationRequested;

    /// <summary>Takes no new work from now on, and lets what is there be started and finished: the process is about to be stopped.</summary>
    public void Begin() => _isShutdown = true;

    /// <summary>Takes no new work and starts none, until that is taken back; interrupts after the grace time what still runs here.</summary>
    public void Begin(TimeSpan grace)
    {
        _isDrain = true;
        attempts?.Begin(grace);
    }

    /// <summary>Takes work again; answers false, and changes nothing, if the process is being stopped.</summary>
    public bool TakeBack()
    {
        if (IsFinal) return false;
        attempts?.TakeBack();
        _isDrain = false;
        return true;
    }
}
