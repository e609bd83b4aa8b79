using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Forgets ended jobs when their time has come: first input and result, later the row.</summary>
internal sealed class RetentionSweeper(
    IRetentionStore store,
    TimeProvider time,
    IOptions<RetentionOptions> retention,
    RetentionRules rules,
    ILogger<RetentionSweeper> logger) : RecurringTask(time, retention.Value.SweepEvery, logger)
{
    protected override async Task Run(CancellationToken cancellationToken)
    {
        var keep = rules.Rows();
        var limit = retention.Value.SweepBatch;
        while (await store.Expire(Time.Now(), keep, limit, cancellationToken) == limit)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
