using System.Reflection;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

/// <summary>A grain factory that asks a function, whatever else the interface has.</summary>
// Public, as the proxy is a class derived from it in another assembly.
public class FakeGrainFactory : DispatchProxy
{
    private Func<Type, object, object> _find = (_, _) => throw new NotSupportedException();

    /// <summary>A factory whose GetGrain answers what <paramref name="find"/> gives for the interface and the key. Observers are their own references.</summary>
    public static IGrainFactory Over(Func<Type, object, object> find)
    {
        var factory = Create<IGrainFactory, FakeGrainFactory>();
        ((FakeGrainFactory)(object)factory)._find = find;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IGrainFactory.GetGrain) => _find(targetMethod.GetGenericArguments()[0], args![0]!),
        nameof(IGrainFactory.CreateObjectReference) => args![0],
        _ => throw new NotSupportedException(targetMethod.Name),
    };
}
