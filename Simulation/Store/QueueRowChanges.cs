using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;

namespace OrleansJobs.Simulation.Store;

/// <summary>How a queue's row changes, as stores in memory do it.</summary>
internal static class QueueRowChanges
{
    public static QueueEpoch Replace(this QueueEpoch row, QueueSettings settings) => row with
    {
        Settings = settings,
        Hold = settings.Breaker is null ? row.Hold with { BreakerUntil = null, Trial = null } : row.Hold,
    };

    public static QueueEpoch Pause(this QueueEpoch row, bool paused) => row with
    {
        Settings = row.Settings with { Paused = paused },
        Hold = paused ? row.Hold : default,
    };

    public static QueueEpoch HoldUntil(this QueueEpoch row, DateTimeOffset until) =>
        row with { Hold = row.Hold with { Until = row.Hold.Until > until ? row.Hold.Until : until } };

    public static QueueEpoch Break(this QueueEpoch row, DateTimeOffset? until) =>
        row with { Hold = row.Hold with { BreakerUntil = until, Trial = null } };
}
