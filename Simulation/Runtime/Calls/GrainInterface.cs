using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>The callable methods of a grain interface, inherited ones included. Made once per process.</summary>
internal sealed class GrainInterface
{
    private static readonly ConcurrentDictionary<Type, GrainInterface> Known = new();

    private readonly FrozenDictionary<MethodInfo, GrainMethod> _methods;

    private GrainInterface(Type type)
    {
        Type = type;
        _methods = type.GetInterfaces().Append(type)
            .SelectMany(part => part.GetMethods().Where(m => !m.IsStatic).Select(m => GrainMethod.Of(part, m)))
            .ToFrozenDictionary(method => method.InterfaceMethod);
    }

    public Type Type { get; }

    /// <exception cref="ArgumentException">It is not an interface of grains.</exception>
    public static GrainInterface Of(Type type) => Known.GetOrAdd(
        type,
        static type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)
            ? new GrainInterface(type)
            : throw new ArgumentException($"{type} is not an interface derived from {nameof(IAddressable)}."));

    public GrainMethod Method(MethodInfo method) => _methods[method];
}
