using Microsoft.Extensions.DependencyInjection;

namespace OrleansJobs.Simulation.Runtime;

/// <content>The activation as the grain and Orleans' code see it.</content>
internal sealed partial class Activation : IGrainContext
{
    private readonly Lazy<IServiceScope> _scope;
    private readonly Lazy<ActivationLifecycle> _lifecycle = new();

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => (GrainReference)Silo.Grains.GetGrain(GrainId);

    public IServiceProvider ActivationServices => _scope.Value.ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle.Value;

    public IWorkItemScheduler Scheduler => _turns;

    public ActivationId ActivationId => throw NotSimulated();

    public GrainAddress Address => throw NotSimulated();

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType) => componentType.IsInstanceOfType(GrainInstance) ? GrainInstance : null;

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class => throw NotSimulated();

    public void ReceiveMessage(object message) => throw NotSimulated();

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) => throw NotSimulated();

    public void Rehydrate(IRehydrationContext context) => throw NotSimulated();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) => throw NotSimulated();

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"{GrainId} on {Silo.Name} ({_phase})";

    private static NotSupportedException NotSimulated() => new("No grain of the engine needs this, so it is not simulated.");
}
