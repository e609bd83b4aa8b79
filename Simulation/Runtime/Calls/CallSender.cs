using System.Diagnostics;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>The caller's side of a call: gives it a deadline and the caller's token, and sends it.</summary>
internal sealed class CallSender(SiloCore silo)
{
    /// <returns>What the caller awaits.</returns>
    public object Send(GrainId target, GrainMethod method, object?[] arguments)
    {
        var call = new GrainCall(silo, RuntimeContext.Current, target, method, arguments)
        {
            Context = RequestContext.Values,
            Activity = Activity.Current,
        };
        var token = method.TokenIndex < 0 ? default : (CancellationToken)arguments[method.TokenIndex]!;
        if (token.IsCancellationRequested)
            call.Fail(new OperationCanceledException(token));
        else
            Send(call, token);
        return call.Awaitable;
    }

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

    private void Send(GrainCall call, CancellationToken token)
    {
        if (!call.IsOneWay)
        {
            call.Deadline = silo.Clock.After(call.Method.ResponseTimeout ?? silo.Options.ResponseTimeout);
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
