using OrleansJobs.Queues;

namespace OrleansJobs.WebFrontend.Service;

/// <summary>
/// Lets the engine finish what it has to do now, then stops the process by the way that SIGTERM goes. Whoever asked for it
/// asks again until it is done. What is not finished in time is interrupted and stays stored, like what was not to be
/// finished: nothing is lost at any moment.
/// </summary>
internal sealed class GracefulShutdown(
    IGrainFactory grains, Draining draining, IHostApplicationLifetime lifetime, TimeProvider clock, IOptions<ShutdownOptions> options) : IDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _stop;
    private long _begunAt;
    private bool _isDone;

    /// <summary>Begins it, if that has not been done; answers whether nothing is left to do.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    public async Task<bool> Advance()
    {
        Begin();
        if (!_isDone && await grains.GetGrain<IQueueQueryGrain>(0).HasWorkNow()) return false;
        Finish();
        return true;
    }

    public void Dispose() => _stop?.Dispose();

    private void Begin()
    {
        lock (_lock)
        {
            if (_stop is not null) return;
            draining.Begin();
            _begunAt = clock.GetTimestamp();
            _stop = clock.CreateTimer(_ => lifetime.StopApplication(), null, options.Value.Timeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Stops soon: the answer, and those to requests that come at the same time, shall still reach their callers.</summary>
    private void Finish()
    {
        lock (_lock)
        {
            if (_isDone) return;
            _isDone = true;
            var left = options.Value.Timeout - clock.GetElapsedTime(_begunAt);
            var linger = options.Value.Linger < left ? options.Value.Linger : left;
            _stop!.Change(linger > TimeSpan.Zero ? linger : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
