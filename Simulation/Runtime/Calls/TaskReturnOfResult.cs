namespace OrleansJobs.Simulation.Runtime;

/// <summary>Grain methods that return <see cref="Task{TResult}"/>.</summary>
internal class TaskReturn<T> : ReturnShape
{
    public override object CreatePromise() => new TaskCompletionSource<T>();

    public override object Awaitable(object promise) => ((TaskCompletionSource<T>)promise).Task;

    public override void Settle(object promise, Task done)
    {
        var source = (TaskCompletionSource<T>)promise;
        if (done is Task<T> typed)
            source.SetFromTask(typed);
        else
            source.SetException(done.Exception?.InnerException ?? new TaskCanceledException(done));
    }

    public override Task AsTask(object returned) => (Task<T>)returned;

    public override object? ResultOf(Task succeeded) => ((Task<T>)succeeded).Result;

    public override Task FromResult(object? result) => Task.FromResult((T)result!);
}
