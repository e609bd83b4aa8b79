namespace OrleansJobs.Silo.Embedded;

/// <summary>Grain methods that return <see cref="Task"/>.</summary>
internal class TaskReturn : ReturnShape
{
    public override object CreatePromise() =>
        new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public override object Awaitable(object promise) => Promise(promise).Task;

    public override Task AsTask(object returned) => (Task)returned;

    public override object? ResultOf(Task succeeded) => null;

    public override bool IsSettled(object promise) => Promise(promise).Task.IsCompleted;

    public override bool TrySettle(object promise, Task done) => Promise(promise).TrySetFromTask(done);

    public override bool TrySettle(object promise, object? result) => Promise(promise).TrySetResult();

    public override bool TryFail(object promise, Exception exception) => Promise(promise).TrySetException(exception);

    private static TaskCompletionSource Promise(object promise) => (TaskCompletionSource)promise;
}
