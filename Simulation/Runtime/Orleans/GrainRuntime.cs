using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;
using Orleans.Timers;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What Orleans' base class of grains asks its host for.</summary>
internal sealed class GrainRuntime(SiloCore silo) : IGrainRuntime, ITimerRegistry
{
    public string SiloIdentity => silo.Name;

    public SiloAddress SiloAddress => throw new NotSupportedException("A simulated silo has no address.");

    public IGrainFactory GrainFactory => InTurn(silo.Grains);

    public ITimerRegistry TimerRegistry => InTurn(this);

    public IServiceProvider ServiceProvider => InTurn(silo.Services);

    public TimeProvider TimeProvider => silo.Clock.Time;

    public void DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).DelayDeactivation(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) =>
        new StateStorageBridge<TGrainState>("state", grainContext, silo.Services.GetRequiredService<IGrainStorage>());

    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grainContext, (state, _) => callback(state), state, new(dueTime, period) { Interleave = true });

    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
        ((Activation)grainContext).StartTimer(token => callback(state, token), options);

    private static T InTurn<T>(T part) => OrleansInternals.CurrentContext is null
        ? throw new InvalidOperationException("This may be used in turns of a grain only.")
        : part;
}
