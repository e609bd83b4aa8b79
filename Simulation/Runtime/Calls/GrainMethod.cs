using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>One method of a grain interface: its marks, and how it is called. Made once per process.</summary>
internal sealed class GrainMethod
{
    private readonly MethodInvoker _invoker;

    private GrainMethod(Type grainInterface, MethodInfo method, ReturnShape returns)
    {
        InterfaceName = grainInterface.FullName ?? grainInterface.Name;
        InterfaceMethod = method;
        Returns = returns;
        _invoker = MethodInvoker.Create(method);
        TokenIndex = Array.FindIndex(method.GetParameters(), p => p.ParameterType == typeof(CancellationToken));
        AlwaysInterleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        IsOneWay = method.IsDefined(typeof(OneWayAttribute));
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
    }

    public string InterfaceName { get; }

    public MethodInfo InterfaceMethod { get; }

    public ReturnShape Returns { get; }

    /// <summary>Position of the cancellation token among the arguments; negative for none.</summary>
    public int TokenIndex { get; }

    public bool AlwaysInterleaves { get; }

    public bool IsReadOnly { get; }

    public bool IsOneWay { get; }

    public TimeSpan? ResponseTimeout { get; }

    /// <exception cref="NotSupportedException">The method cannot be called on a grain.</exception>
    public static GrainMethod Of(Type grainInterface, MethodInfo method)
    {
        var returns = ReturnShape.Of(method.ReturnType)
            ?? throw Unfit(method, "it must return Task, Task<T>, ValueTask or ValueTask<T>");
        var parameters = method.GetParameters();
        if (method.IsGenericMethod)
            throw Unfit(method, "it must not be generic");
        if (parameters.Any(p => p.ParameterType.IsByRef))
            throw Unfit(method, "it must not have ref, in or out parameters");
        if (parameters.Count(p => p.ParameterType == typeof(CancellationToken)) > 1)
            throw Unfit(method, "it may have one CancellationToken only");
        var result = new GrainMethod(grainInterface, method, returns);
        if (result.IsOneWay && returns is not TaskReturn)
            throw Unfit(method, "a [OneWay] method must return Task or ValueTask");
        return result;
    }

    public object Invoke(object target, object?[] arguments) => _invoker.Invoke(target, arguments.AsSpan())
        ?? throw new InvalidOperationException($"{InterfaceName}.{InterfaceMethod.Name} returned null instead of a task.");

    private static NotSupportedException Unfit(MethodInfo method, string reason) =>
        new($"{method.DeclaringType}.{method.Name} cannot be called on a grain: {reason}.");
}
