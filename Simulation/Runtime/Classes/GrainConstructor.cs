using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// Makes instances of one grain class: its one public constructor gets the grain's context, its stored states, and
/// services of the activation's scope. Made once per process.
/// </summary>
internal sealed class GrainConstructor
{
    private static readonly ConcurrentDictionary<Type, GrainConstructor> Known = new();

    private readonly Lazy<ConstructorInvoker> _invoker;
    private readonly Lazy<Func<Activation, object?>[]> _arguments;

    private GrainConstructor(Type grainClass)
    {
        var constructor = new Lazy<ConstructorInfo>(() => Choose(grainClass));
        _invoker = new(() => ConstructorInvoker.Create(constructor.Value));
        _arguments = new(() => [.. constructor.Value.GetParameters().Select(Source)]);
    }

    public static GrainConstructor Of(Type grainClass) => Known.GetOrAdd(grainClass, static type => new GrainConstructor(type));

    public object Invoke(Activation activation)
    {
        var sources = _arguments.Value;
        if (sources.Length == 0)
            return _invoker.Value.Invoke();
        var arguments = new object?[sources.Length];
        for (var i = 0; i < sources.Length; i++)
            arguments[i] = sources[i](activation);
        return _invoker.Value.Invoke(arguments.AsSpan());
    }

    private static ConstructorInfo Choose(Type grainClass) => grainClass.GetConstructors() is [var only]
        ? only
        : throw new InvalidOperationException($"{grainClass} must have one public constructor.");

    private static Func<Activation, object?> Source(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(IGrainContext))
            return static activation => activation;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
            return PersistentStateFactory.For(type, state);
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { Key: { } key })
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, key);
        return parameter.HasDefaultValue
            ? activation => activation.ActivationServices.GetService(type) ?? parameter.DefaultValue
            : activation => activation.ActivationServices.GetRequiredService(type);
    }
}
