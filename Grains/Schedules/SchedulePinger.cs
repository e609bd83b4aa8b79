using Microsoft.Extensions.Logging;
using OrleansJobs.Schedules;

namespace OrleansJobs.Grains.Schedules;

/// <summary>
/// Every second, wakes the schedules that have something to do in the next two, by an index of their times. One that is due later has no
/// timer and no activation.
/// </summary>
internal sealed class SchedulePinger(IScheduleStore store, IGrainFactory grains, TimeProvider time, ILogger<SchedulePinger> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How long before it is due a schedule is woken.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    private const int MostAtOnce = 10_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private Recurring? _pings;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SchedulePinger), ServiceLifecycleStage.Active, Start, Stop);

    public void Dispose() => _pings?.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _pings = new Recurring(time, Every, Ping, logger);
        return Task.CompletedTask;
    }

    private Task Stop(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    private async Task Ping(CancellationToken cancellationToken)
    {
        foreach (var due in await store.ReadDue(time.Now() + Ahead, MostAtOnce, cancellationToken))
            _ = grains.GetGrain<IScheduleGrain>(due.Name).Ping(due.At);
    }
}
