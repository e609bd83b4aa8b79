using Orleans.Serialization.Invocation;

namespace OrleansJobs.Simulation.Runtime;

/// <inheritdoc cref="ICallPromise"/>
/// <remarks>Where a proxy makes a task of Orleans' own promise, that goes on in the thread pool; this one nowhere but here.</remarks>
internal sealed class CallPromise<T> : TaskCompletionSource<T?>, ICallPromise
{
    public void Settle(Response outcome)
    {
        if (outcome.Exception is OperationCanceledException cancelled)
            SetCanceled(cancelled.CancellationToken);
        else if (outcome.Exception is { } exception)
            SetException(exception);
        else
            SetResult((T?)outcome.Result);
    }
}
