namespace OrleansJobs.Simulation.Runtime;

/// <summary>
/// What a grain method returns, and how its result reaches the caller: a promise is made for each call, the caller
/// gets its awaitable, and the task that the grain returned settles it. One object per method serves all its calls.
/// </summary>
internal abstract class ReturnShape
{
    /// <summary>Null for what a grain method may not return.</summary>
    public static ReturnShape? Of(Type type)
    {
        if (type == typeof(Task))
            return new TaskReturn();
        if (type == typeof(ValueTask))
            return new ValueTaskReturn();
        if (!type.IsGenericType)
            return null;
        var open = type.GetGenericTypeDefinition();
        var shape = open == typeof(Task<>) ? typeof(TaskReturn<>) : open == typeof(ValueTask<>) ? typeof(ValueTaskReturn<>) : null;
        return (ReturnShape?)(shape is null ? null : Activator.CreateInstance(shape.MakeGenericType(type.GetGenericArguments())));
    }

    public abstract object CreatePromise();

    /// <summary>What the caller awaits.</summary>
    public abstract object Awaitable(object promise);

    /// <summary>Runs what waits for the promise, on this thread.</summary>
    public abstract void Settle(object promise, Task done);

    /// <summary>What the grain returned, as a task.</summary>
    public abstract Task AsTask(object returned);

    /// <summary>The result of a task that has succeeded; null if it has none.</summary>
    public abstract object? ResultOf(Task succeeded);

    /// <summary>A task that has succeeded with this result.</summary>
    public abstract Task FromResult(object? result);
}
