using Microsoft.Extensions.Logging;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>
/// Every second, wakes the schedules that have something to do in the next two, by an index of their times. One that is due later has no
/// timer and no activation.
/// </summary>
internal sealed class SchedulePinger(IScheduleStore store, IGrainFactory grains, TimeProvider time, ILogger<SchedulePinger> logger)
    : RecurringTask(time, TimeSpan.FromSeconds(1), logger)
{
    /// <summary>How long before it is due a schedule is woken.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    private const int MostAtOnce = 10_000;

    protected override async Task Run(CancellationToken cancellationToken)
    {
        foreach (var due in await store.ReadDue(Time.Now() + Ahead, MostAtOnce, cancellationToken))
            _ = grains.GetGrain<IScheduleGrain>(due.Name).Ping(due.At);
    }
}
