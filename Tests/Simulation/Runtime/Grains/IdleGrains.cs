namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A grain that is let go when it is idle.</summary>
internal interface IIdleGrain : IGrainWithStringKey
{
    Task Call();

    Task Hold(string gate);

    Task Delay(TimeSpan time);

    Task Tick(string gate, bool keepAlive);

    Task TickUnawaited(string gate);
}

internal abstract class AnyIdleGrain(SeenLogs logs) : Grain, IIdleGrain
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(0.1);

    private Seen Seen => logs.Of(this);

    public Task Call() => Task.CompletedTask;

    public Task Hold(string gate) => Seen.Pass(gate);

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task Tick(string gate, bool keepAlive)
    {
        this.RegisterGrainTimer(() => Seen.Pass(gate), new GrainTimerCreationOptions(Soon, Soon) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task TickUnawaited(string gate)
    {
        this.RegisterGrainTimer(
            () =>
            {
                _ = Seen.Pass(gate);
                return Task.CompletedTask;
            },
            Soon,
            Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Seen.Add($"{this.GetPrimaryKeyString().Split('-')[1]} {reason.ReasonCode}");
        return Task.CompletedTask;
    }
}

/// <summary>Its age is in the settings of the hosts.</summary>
internal sealed class IdleGrain(SeenLogs logs) : AnyIdleGrain(logs);

[KeepAlive]
internal sealed class KeptGrain(SeenLogs logs) : AnyIdleGrain(logs);

[CollectionAgeLimit(Minutes = 2)]
internal sealed class LimitedGrain(SeenLogs logs) : AnyIdleGrain(logs);
