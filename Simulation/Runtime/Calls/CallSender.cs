using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>The caller's side of a call: gives it a deadline and the caller's token, and sends it.</summary>
internal sealed class CallSender(SiloCore silo) : IGrainReferenceRuntime
{
    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        var promise = new CallPromise<T>();
        Send(reference, request, promise);
        return new ValueTask<T?>(promise.Task);
    }

    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (options.HasFlag(InvokeMethodOptions.OneWay))
        {
            Send(reference, request, promise: null);
            return default;
        }

        var promise = new CallPromise<object>();
        Send(reference, request, promise);
        return new ValueTask(promise.Task);
    }

    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) => Send(reference, request, promise: null);

    public object Cast(IAddressable grain, Type interfaceType) => grain is GrainReference && interfaceType.IsInstanceOfType(grain)
        ? grain
        : silo.Grains.GetGrain(grain.GetGrainId(), OrleansTypes.All.InterfaceOf(interfaceType));

    /// <summary>Sends a call, or sends it on; whatever goes wrong ends it.</summary>
    public void Route(GrainCall call)
    {
        try
        {
            silo.Router.Route(silo.Silo, call);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
        }
    }

    private void Send(GrainReference target, IInvokable request, ICallPromise? promise)
    {
        var call = new GrainCall(silo, OrleansInternals.CurrentContext as Activation, target.GrainId, (IRequest)request, promise)
        {
            Context = RequestContextExtensions.Export(OrleansTypes.All.Copier),
        };
        var token = request.GetCancellationToken();
        if (token.IsCancellationRequested)
            call.Fail(new OperationCanceledException(token));
        else
            Send(call, token);
    }

    private void Send(GrainCall call, CancellationToken token)
    {
        if (!call.IsOneWay)
        {
            call.Deadline = silo.Clock.After(call.Request!.GetDefaultResponseTimeout() ?? silo.ResponseTimeout);
            silo.Unsettled.Add(call);
            if (token.CanBeCanceled)
                call.CancelWith(token);
        }
        if (silo.Phase is SiloPhase.Open or SiloPhase.Draining)
            Route(call);
        else
            call.Fail(silo.Unavailable());
    }
}
