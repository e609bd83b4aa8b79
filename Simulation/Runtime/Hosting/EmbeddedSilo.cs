using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// A silo inside this process: hosts grains with the programming model of Orleans, for one machine. Several may live in
/// one process, each with its own services, over shared storage.
/// </summary>
/// <remarks>
/// Starts stage by stage upwards: calls are accepted from <see cref="ServiceLifecycleStage.RuntimeGrainServices"/> on,
/// reminders tick from <see cref="ServiceLifecycleStage.BecomeActive"/> on. Stops downwards: hooks at
/// <see cref="ServiceLifecycleStage.Active"/> while everything works, then reminders, then all grains are deactivated.
/// </remarks>
public sealed class EmbeddedSilo : IHostedService, IDisposable
{
    private static readonly TimeSpan DeadlineSweep = TimeSpan.FromSeconds(1);

    private readonly SiloLifecycle _lifecycle;
    private readonly Sweeper _deadlines;
    private readonly Sweeper _collection;

    public EmbeddedSilo(IServiceProvider services, IOptions<EmbeddedSiloOptions> options)
    {
        var log = services.GetRequiredService<SiloLog>();
        Core = new SiloCore(this, services, options.Value, log);
        _lifecycle = new SiloLifecycle(log);
        _deadlines = new Sweeper(Core, DeadlineSweep, SweepDeadlines);
        _collection = new Sweeper(Core, Core.Options.CollectionQuantum, Core.Collector.Sweep);
    }

    public string Name => Core.Options.SiloName;

    public IServiceProvider Services => Core.Services;

    /// <summary>Makes references to grains; their calls are sent by this silo.</summary>
    public IGrainFactory Grains => Core.Grains;

    internal SiloCore Core { get; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Core.Filters = [.. Services.GetServices<IIncomingGrainCallFilter>()];
        SubscribeOwnParts();
        foreach (var participant in Services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
            participant.Participate(_lifecycle);
        await _lifecycle.Start(cancellationToken);
        Core.Log.Started(Name, Core.Classes.All.Count);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.Stop(cancellationToken);
        Core.Log.Stopped(Name);
    }

    /// <summary>
    /// An abrupt death, for tests and simulations: no further turn runs, nothing is deactivated, no stop hook runs.
    /// Calls that this silo sent fail with <see cref="SiloUnavailableException"/>; calls that others sent to it are
    /// answered no more.
    /// </summary>
    public void Kill()
    {
        Core.Phase = SiloPhase.Killed;
        Dispose();
        Core.Unsettled.EndAll(Core.Unavailable);
    }

    /// <summary>Hands a call to the grain it is for, which is activated if need be.</summary>
    public void Deliver(GrainCall call)
    {
        if (Core.Phase is SiloPhase.Open or SiloPhase.Draining)
            Core.Catalog.Deliver(call);
        else
            call.Fail(Core.Unavailable());
    }

    /// <summary>Ends the silo's own timers; comes after the stop.</summary>
    public void Dispose()
    {
        _deadlines.Dispose();
        _collection.Dispose();
        Core.Reminders.Dispose();
    }

    private void SubscribeOwnParts()
    {
        _lifecycle.Subscribe("calls", ServiceLifecycleStage.RuntimeGrainServices, _ => Open(), _ => Close());
        _lifecycle.Subscribe("grains", ServiceLifecycleStage.GrainDeactivation, _ => Task.CompletedTask, DeactivateAll);
        _lifecycle.Subscribe("reminders", ServiceLifecycleStage.BecomeActive, Core.Reminders.Start, Core.Reminders.Stop);
    }

    private Task Open()
    {
        Core.Phase = SiloPhase.Open;
        _deadlines.Start();
        _collection.Start();
        return Task.CompletedTask;
    }

    private Task Close()
    {
        Core.Phase = SiloPhase.Closed;
        Dispose();
        Core.Unsettled.EndAll(Core.Unavailable);
        return Task.CompletedTask;
    }

    private async Task DeactivateAll(CancellationToken patience)
    {
        Core.Phase = SiloPhase.Draining;
        while (Core.Collector.All() is { Count: > 0 } activations) // one may just have begun
        {
            var ends = activations.Select(activation => activation.Deactivated).ToList();
            foreach (var activation in activations)
                activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo is stopping."), patience);
            await Task.WhenAll(ends).WaitAsync(patience);
        }
    }

    private void SweepDeadlines()
    {
        var now = Core.Clock.Now;
        Core.Unsettled.EndThoseDue(now);
        Core.ActivationPatience.EndThoseDue(now);
        Core.DeactivationPatience.EndThoseDue(now);
    }
}
