namespace OrleansJobs.Simulation.Runtime;

/// <summary>Grain methods that return <see cref="ValueTask"/>.</summary>
internal sealed class ValueTaskReturn : TaskReturn
{
    public override object Awaitable(object promise) => new ValueTask((Task)base.Awaitable(promise));

    public override Task AsTask(object returned) => ((ValueTask)returned).AsTask();
}
