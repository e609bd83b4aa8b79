using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Forgets ended jobs when their time has come: first input and result, later the row.</summary>
internal sealed class RetentionSweeper(
    IRetentionStore store,
    TimeProvider time,
    IOptions<RetentionOptions> retention,
    IOptions<IdempotencyOptions> idempotency,
    ILogger<RetentionSweeper> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private Recurring? _sweeps;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(RetentionSweeper), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose() => _sweeps?.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _sweeps = new Recurring(time, retention.Value.SweepEvery, Sweep, logger);
        return Task.CompletedTask;
    }

    private Task Stop(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    private async Task Sweep(CancellationToken cancellationToken)
    {
        var keepRow = retention.Value.Row > idempotency.Value.Window ? retention.Value.Row : idempotency.Value.Window;
        var limit = retention.Value.SweepBatch;
        while (await store.Expire(time.Now(), keepRow, limit, cancellationToken) == limit)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
