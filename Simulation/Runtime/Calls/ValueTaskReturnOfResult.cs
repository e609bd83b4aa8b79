namespace OrleansJobs.Simulation.Runtime;

/// <summary>Grain methods that return <see cref="ValueTask{TResult}"/>.</summary>
internal sealed class ValueTaskReturn<T> : TaskReturn<T>
{
    public override object Awaitable(object promise) => new ValueTask<T>((Task<T>)base.Awaitable(promise));

    public override Task AsTask(object returned) => ((ValueTask<T>)returned).AsTask();
}
