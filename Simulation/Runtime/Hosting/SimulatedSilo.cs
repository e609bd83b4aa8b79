using Microsoft.Extensions.DependencyInjection;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// A silo of which nothing happens but on an injected executor and clock. The grains, their references, copies and stored
/// states are Orleans' own; activations, turns, timers and the ways of calls are made here.
/// </summary>
/// <remarks>
/// Starts stage by stage upwards: calls are accepted from <see cref="ServiceLifecycleStage.RuntimeGrainServices"/> on.
/// Stops downwards: hooks at <see cref="ServiceLifecycleStage.Active"/> while everything works, then all grains are
/// deactivated.
/// </remarks>
public sealed class SimulatedSilo : IDisposable
{
    private static readonly TimeSpan DeadlineSweep = TimeSpan.FromSeconds(1);

    private readonly SiloLifecycle _lifecycle = new();
    private readonly List<ITimer> _sweeps = [];

    internal SimulatedSilo(string name, IServiceProvider services) => Core = new SiloCore(this, name, services);

    public string Name => Core.Name;

    /// <summary>Makes references to grains; their calls are sent by this silo.</summary>
    public IGrainFactory Grains => Core.Grains;

    internal SiloCore Core { get; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _lifecycle.Subscribe("calls", ServiceLifecycleStage.RuntimeGrainServices, _ => Open(), _ => Close());
        _lifecycle.Subscribe("grains", ServiceLifecycleStage.GrainDeactivation, _ => Task.CompletedTask, DeactivateAll);
        foreach (var participant in Core.Services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
            participant.Participate(_lifecycle);
        try
        {
            await _lifecycle.Start(cancellationToken);
        }
        catch (Exception exception)
        {
            Core.Log.StartFailed(exception, Name);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _lifecycle.Stop(cancellationToken);

    /// <summary>
    /// An abrupt death: no further turn runs, nothing is deactivated, no stop hook runs. Calls that this silo sent fail
    /// with <see cref="SiloUnavailableException"/>; calls that others sent to it are answered no more.
    /// </summary>
    public void Kill() => End(SiloPhase.Killed);

    /// <summary>Hands a call to the grain it is for, which is activated if need be.</summary>
    public void Deliver(GrainCall call)
    {
        if (Core.Phase is SiloPhase.Open or SiloPhase.Draining)
        {
            call.Received = call.Sender == Core ? call.Request : OrleansTypes.All.Sent(call.Request!, Core.Grains);
            Core.Catalog.Deliver(call);
        }
        else
        {
            call.Fail(Core.Unavailable());
        }
    }

    /// <summary>Ends the silo's own timers; comes after the stop.</summary>
    public void Dispose() => _sweeps.ForEach(sweep => sweep.Dispose());

    private Task Open()
    {
        Core.Phase = SiloPhase.Open;
        Sweep(DeadlineSweep, () => Core.Unsettled.EndThoseDue(Core.Clock.Now));
        Sweep(Core.Collection.CollectionQuantum, Core.Collector.Sweep);
        return Task.CompletedTask;
    }

    private void Sweep(TimeSpan period, Action sweep) => _sweeps.Add(Core.Clock.Time.CreateTimer(_ => sweep(), null, period, period));

    private Task Close()
    {
        End(SiloPhase.Closed);
        return Task.CompletedTask;
    }

    private void End(SiloPhase phase)
    {
        Core.Phase = phase;
        Dispose();
        Core.Unsettled.EndAll(Core.Unavailable);
    }

    private async Task DeactivateAll(CancellationToken patience)
    {
        Core.Phase = SiloPhase.Draining;
        while (Core.Collector.All is { Count: > 0 } activations) // one may just have begun
        {
            foreach (var activation in activations)
                activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo is stopping."), patience);
            await Task.WhenAll(activations.Select(activation => activation.Deactivated)).WaitAsync(patience);
        }
    }
}
