using System.Reflection;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// A reference to a grain. The runtime derives a class from this one for each grain interface, whose methods all end in
/// <see cref="Invoke"/>. References to the same grain through the same interface are equal.
/// </summary>
internal class GrainProxy : DispatchProxy, IEquatable<GrainProxy>
{
    private GrainInterface _interface = null!;
    private CallSender _sender = null!;

    public GrainId GrainId { get; private set; }

    public GrainFactory Factory { get; private set; } = null!;

    /// <summary>A reference to no grain, from which <see cref="To"/> makes others.</summary>
    public static GrainProxy Prototype(GrainInterface grainInterface, CallSender sender, GrainFactory factory)
    {
        var proxy = (GrainProxy)Create(grainInterface.Type, typeof(GrainProxy));
        proxy._interface = grainInterface;
        proxy._sender = sender;
        proxy.Factory = factory;
        return proxy;
    }

    public GrainProxy To(GrainId grainId)
    {
        var proxy = (GrainProxy)MemberwiseClone();
        proxy.GrainId = grainId;
        return proxy;
    }

    public bool Equals(GrainProxy? other) =>
        other is not null && GrainId == other.GrainId && _interface == other._interface;

    public override bool Equals(object? obj) => obj is GrainProxy other && Equals(other);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"{_interface.Type.Name} {GrainId}";

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _sender.Send(GrainId, _interface.Method(targetMethod!), args ?? []);
}
