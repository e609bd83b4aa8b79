using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>
/// One thread and a standing clock: after <see cref="Go"/> everything has happened that can happen without time or the test
/// going on, so a task that is not complete then is one that waits.
/// </summary>
internal sealed class VirtualMachine
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.1);

    private readonly TaskFactory _client;

    public VirtualMachine(int? seed = null)
    {
        Executor = new StepExecutor(seed);
        _client = new TaskFactory(new TurnScheduler(Executor));
    }

    public StepExecutor Executor { get; }

    public ManualTimeProvider Time { get; } = new();

    public void Go() => Advance(TimeSpan.Zero);

    /// <summary>Lets time go on, with all that follows.</summary>
    public void Advance(TimeSpan time)
    {
        Executor.RunAll();
        Time.Advance(time, Executor.RunAll);
    }

    /// <inheritdoc cref="Advance(TimeSpan)"/>
    public void Advance(double seconds) => Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time go on until it is so.</summary>
    public void Until(Func<bool> condition)
    {
        Go();
        for (var end = Time.GetUtcNow() + Longest; !condition(); Advance(Step)) Assert.True(Time.GetUtcNow() < end, "It does not happen.");
    }

    /// <summary>Lets code run in a turn outside of grains.</summary>
    public void Post(Action code) => _client.StartNew(code);

    /// <summary>Starts code as ordinary code outside of grains; it may be waiting afterwards.</summary>
    public Task<T> Begin<T>(Func<Task<T>> code)
    {
        var task = _client.StartNew(code).Unwrap();
        Go();
        return task;
    }

    /// <inheritdoc cref="Begin{T}"/>
    public Task Begin(Func<Task> code)
    {
        var task = _client.StartNew(code).Unwrap();
        Go();
        return task;
    }

    /// <summary>Runs code to its end; time goes on as long as it waits.</summary>
    public T Run<T>(Func<Task<T>> code)
    {
        var task = Begin(code);
        Until(() => task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Func<Task> code)
    {
        var task = Begin(code);
        Until(() => task.IsCompleted);
        task.GetAwaiter().GetResult();
    }
}
