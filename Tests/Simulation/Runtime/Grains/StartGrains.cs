using Microsoft.Extensions.DependencyInjection;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A grain whose beginning and end are looked at.</summary>
internal interface IStartGrain : IGrainWithStringKey
{
    Task<string> Call();

    Task End();
}

internal abstract class AnyStartGrain(SeenLogs logs) : Grain, IStartGrain
{
    protected Seen Seen => logs.Of(this);

    public virtual Task<string> Call()
    {
        Seen.Add("call");
        return Task.FromResult(this.GetPrimaryKeyString());
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

internal sealed class PlainStartGrain : AnyStartGrain
{
    public PlainStartGrain(SeenLogs logs)
        : base(logs) => Seen.Add("constructor");

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        Seen.Add("activate");
    }
}

/// <summary>Fails to start until the gate "work" is open.</summary>
internal sealed class FailingStartGrain(SeenLogs logs) : AnyStartGrain(logs), IDisposable
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Seen.Pass("start");
        if (!Seen.Opened("work").IsCompleted) throw new NotSupportedException("not yet");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Seen.Add("deactivate");
        return Task.CompletedTask;
    }

    public void Dispose() => Seen.Add("disposed");
}

internal sealed class UnmakeableGrain : AnyStartGrain
{
    public UnmakeableGrain(SeenLogs logs)
        : base(logs) => throw new NotSupportedException("never");
}

internal sealed class ScopedGrain(ScopedGrain.Part injected, SeenLogs logs) : AnyStartGrain(logs)
{
    public override Task<string> Call()
    {
        injected.Seen = Seen;
        return Task.FromResult(ServiceProvider.GetRequiredService<Part>() == injected ? "scoped" : "another");
    }

    internal sealed class Part : IDisposable
    {
        public Seen? Seen { get; set; }

        public void Dispose() => Seen?.Add("scope disposed");
    }
}

/// <summary>Has no base class.</summary>
internal sealed class PocoGrain(IGrainContext context, SeenLogs logs) : IGrainBase, IStartGrain
{
    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token)
    {
        logs.Of(this).Add("activate");
        this.RegisterGrainTimer(
            () =>
            {
                logs.Of(this).Add("tick");
                return Task.CompletedTask;
            },
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task<string> Call() => Task.FromResult(this.GetGrainId().ToString());

    public Task End() => Task.CompletedTask;
}

/// <summary>Takes part in its own lifecycle.</summary>
internal sealed class StagedGrain(SeenLogs logs) : AnyStartGrain(logs), ILifecycleParticipant<IGrainLifecycle>
{
    public void Participate(IGrainLifecycle lifecycle)
    {
        foreach (var stage in new[] { 1500, 500 })
            lifecycle.Subscribe("part", stage, _ => See($"start {stage}"), _ => See($"stop {stage}"));
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken) => See("activate");

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => See("deactivate");

    private Task See(string what)
    {
        Seen.Add(what);
        return Task.CompletedTask;
    }
}
