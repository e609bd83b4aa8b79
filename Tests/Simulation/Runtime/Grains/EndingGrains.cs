using Orleans.Concurrency;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A grain that ends itself.</summary>
internal interface IEndingGrain : IGrainWithStringKey
{
    Task End(string gate);

    Task Call(string name);

    [AlwaysInterleave]
    Task Look(string name);

    Task StartTicks();
}

internal abstract class AnyEndingGrain(SeenLogs logs) : Grain, IEndingGrain
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(0.1);

    protected Seen Seen => logs.Of(this);

    public Task End(string gate)
    {
        DeactivateOnIdle();
        return Seen.Pass(gate);
    }

    public Task Call(string name)
    {
        Seen.Add(name);
        return Task.CompletedTask;
    }

    public Task Look(string name) => Call(name);

    public Task StartTicks()
    {
        this.RegisterGrainTimer(() => Call("tick"), new GrainTimerCreationOptions(Soon, Soon) { Interleave = true });
        return Task.CompletedTask;
    }
}

internal sealed class EndingGrain : AnyEndingGrain, IAsyncDisposable
{
    private readonly int _number;

    public EndingGrain(SeenLogs logs)
        : base(logs)
    {
        _number = Seen.All.Count(entry => entry.StartsWith("new", StringComparison.Ordinal)) + 1;
        Seen.Add($"new {_number}");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Call($"deactivate {_number} {reason.ReasonCode}{(cancellationToken.IsCancellationRequested ? " cancelled" : "")}");

    public async ValueTask DisposeAsync() => await Call($"dispose {_number}");
}

internal sealed class BadlyEndingGrain(SeenLogs logs) : AnyEndingGrain(logs), IDisposable
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose() => throw new NotSupportedException();
}

internal sealed class SlowlyEndingGrain(SeenLogs logs) : AnyEndingGrain(logs)
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Seen.Pass("end");
}

internal sealed class StillbornGrain(SeenLogs logs) : AnyEndingGrain(logs)
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Seen.Add("activate");
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
