namespace OrleansJobs.Silo.Embedded;

/// <summary>Grain methods that return <see cref="Task{TResult}"/>.</summary>
internal class TaskReturn<T> : ReturnShape
{
    public override object CreatePromise() =>
        new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

    public override object Awaitable(object promise) => Promise(promise).Task;

    public override Task AsTask(object returned) => (Task<T>)returned;

    public override object? ResultOf(Task succeeded) => ((Task<T>)succeeded).Result;

    public override bool IsSettled(object promise) => Promise(promise).Task.IsCompleted;

    public override bool TrySettle(object promise, Task done) =>
        done is Task<T> typed
            ? Promise(promise).TrySetFromTask(typed)
            : TryFail(promise, done.Exception?.InnerException ?? new TaskCanceledException(done));

    public override bool TrySettle(object promise, object? result) => Promise(promise).TrySetResult((T)result!);

    public override bool TryFail(object promise, Exception exception) => Promise(promise).TrySetException(exception);

    protected static TaskCompletionSource<T> Promise(object promise) => (TaskCompletionSource<T>)promise;
}
