using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>What is stored of a queue that is, or was, held. Default: nothing.</summary>
/// <param name="Until">Before this time no job starts, as one that ran asked for.</param>
/// <param name="BreakerUntil">Until then the breaker is open, and from then on half-open; null: it is closed.</param>
/// <param name="Trial">The last job that was started since it is half-open; null if none was.</param>
public readonly record struct StoredHold(DateTimeOffset? Until, DateTimeOffset? BreakerUntil, Guid? Trial)
{
    /// <summary>The queue as its callers see it, at a time.</summary>
    public QueueStatus Show(QueueStatus queue, DateTimeOffset now)
    {
        var open = queue.Breaker is { } breaker ? Breaker.Bounded(BreakerUntil, breaker, now) : null;
        return queue with
        {
            BreakerState = queue.Breaker is null ? null : open is null ? BreakerState.Closed : open > now ? BreakerState.Open : BreakerState.HalfOpen,
            Held = open > now && !(Until > open) ? new QueueHeld { Until = open.Value, By = QueueHolder.Breaker }
                : Until > now ? new QueueHeld { Until = Until.Value, By = QueueHolder.Job }
                : null,
        };
    }
}
