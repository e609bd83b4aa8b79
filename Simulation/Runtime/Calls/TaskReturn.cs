namespace OrleansJobs.Simulation.Runtime;

/// <summary>Grain methods that return <see cref="Task"/>.</summary>
internal class TaskReturn : ReturnShape
{
    public override object CreatePromise() => new TaskCompletionSource();

    public override object Awaitable(object promise) => ((TaskCompletionSource)promise).Task;

    public override void Settle(object promise, Task done) => ((TaskCompletionSource)promise).SetFromTask(done);

    public override Task AsTask(object returned) => (Task)returned;

    public override object? ResultOf(Task succeeded) => null;

    public override Task FromResult(object? result) => Task.CompletedTask;
}
