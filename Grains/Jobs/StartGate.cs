namespace OrleansJobs.Grains.Jobs;

/// <summary>Whether this host starts attempts: closed until it is ready, and again when it stops.</summary>
public sealed class StartGate
{
    private volatile bool _open;

    /// <summary>Whether attempts may start here now.</summary>
    public bool IsOpen => _open;

    /// <summary>Lets attempts start.</summary>
    public void Open() => _open = true;

    /// <summary>Lets no further attempt start; jobs are still taken, and wait.</summary>
    public void Close() => _open = false;
}
