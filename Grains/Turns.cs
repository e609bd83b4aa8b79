namespace OrleansJobs.Grains;

/// <summary>Keeps what a grain waits for within its turns.</summary>
internal static class Turns
{
    /// <summary>
    /// The same task, completing in a turn of the caller. Task.WhenAny, WhenAll and WaitAsync hang something on a task that,
    /// if the task runs its continuations asynchronously, goes through the thread pool, which no injected executor sees.
    /// </summary>
    public static async Task InTurn(this Task task) => await task;

    /// <inheritdoc cref="InTurn(Task)"/>
    public static async Task<T> InTurn<T>(this Task<T> task) => await task;
}
