using System.Reflection;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>A grain method as one class implements it, with its figures.</summary>
internal sealed class GrainClassMethod(Type grainClass, GrainMethod method)
{
    private MethodInfo? _implementation;

    public GrainMethod Method => method;

    public CallCounters Counters { get; } = new();

    /// <summary>The class's method; the interface's own where that has a default body.</summary>
    public MethodInfo Implementation => _implementation ??= Find();

    private MethodInfo Find()
    {
        var map = grainClass.GetInterfaceMap(method.InterfaceMethod.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method.InterfaceMethod)];
    }
}
