using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// A call on its way through the filters: the silo's in order of registration, then the grain's own, then the method.
/// </summary>
internal sealed class IncomingCallContext(GrainCall call, Activation target) : IIncomingGrainCallContext
{
    private int _next;

    public object Grain => target.GrainInstance!;

    public GrainId? SourceId => call.Source;

    public GrainId TargetId => call.Target;

    public string InterfaceName => call.InterfaceName;

    public string MethodName => call.MethodName;

    public MethodInfo InterfaceMethod => call.Method.InterfaceMethod;

    public IGrainContext TargetContext => target;

    public MethodInfo ImplementationMethod =>
        call.Timer is null ? target.Class.Method(call.Method).Implementation : InterfaceMethod;

    public object? Result { get; set; }

    public Task Invoke()
    {
        var filters = target.Silo.Filters;
        var position = _next++;
        if (position < filters.Length)
            return filters[position].Invoke(this);
        return position == filters.Length && Grain is IIncomingGrainCallFilter own ? own.Invoke(this) : InvokeMethod();
    }

    private async Task InvokeMethod()
    {
        var task = target.InvokeMethod(call);
        await task;
        Result = call.Method.Returns.ResultOf(task);
    }
}
