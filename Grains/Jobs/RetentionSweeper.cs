using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Forgets ended jobs when their time has come: first input and result, later the row.</summary>
internal sealed class RetentionSweeper(
    IRetentionStore store,
    TimeProvider time,
    IOptions<RetentionOptions> retention,
    IOptions<IdempotencyOptions> idempotency,
    ILogger<RetentionSweeper> logger) : RecurringTask(time, retention.Value.SweepEvery, logger)
{
    protected override async Task Run(CancellationToken cancellationToken)
    {
        var keepRow = retention.Value.Row > idempotency.Value.Window ? retention.Value.Row : idempotency.Value.Window;
        var limit = retention.Value.SweepBatch;
        while (await store.Expire(Time.Now(), keepRow, limit, cancellationToken) == limit)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
