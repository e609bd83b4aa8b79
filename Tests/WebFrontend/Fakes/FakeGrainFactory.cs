using System.Reflection;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

/// <summary>A grain factory that asks a function, whatever else the interface of either host has.</summary>
// Public, as the proxy is a class derived from it in another assembly.
public class FakeGrainFactory : DispatchProxy
{
    private Func<object, object> _find = _ => throw new NotSupportedException();

    /// <summary>A factory whose GetGrain answers what <paramref name="find"/> gives for the key.</summary>
    public static IGrainFactory Over(Func<object, object> find)
    {
        var factory = Create<IGrainFactory, FakeGrainFactory>();
        ((FakeGrainFactory)(object)factory)._find = find;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IGrainFactory.GetGrain) ? _find(args![0]!) : throw new NotSupportedException(targetMethod.Name);
}
