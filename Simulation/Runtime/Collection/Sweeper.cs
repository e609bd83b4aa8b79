namespace OrleansJobs.Simulation.Runtime;

/// <summary>Does one thing again and again while it runs; never twice at once, and a failure does not end it.</summary>
internal sealed class Sweeper(SiloCore silo, TimeSpan period, Action sweep) : IDisposable
{
    private readonly Lock _running = new();
    private ITimer? _timer;

    public void Start() => _timer = silo.Clock.CreateTimer(_ => Tick(), null, period, period);

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        if (silo.Phase == SiloPhase.Killed || !_running.TryEnter())
            return;
        try
        {
            sweep();
        }
        catch (Exception exception)
        {
            silo.Log.SweepFailed(exception);
        }
        finally
        {
            _running.Exit();
        }
    }
}
