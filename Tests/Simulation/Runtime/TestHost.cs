using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>
/// A silo on one thread and a standing clock: after <see cref="Run()"/> everything has happened that can happen without
/// time or the test going on, so a task that is not complete then is one that waits.
/// </summary>
internal sealed class TestHost : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly TurnScheduler _client;

    public TestHost(
        Type[] grains,
        Action<EmbeddedSiloOptions>? options = null,
        Action<IServiceCollection>? services = null,
        ManualTimeProvider? time = null,
        StepExecutor? executor = null)
    {
        Time = time ?? new ManualTimeProvider();
        Executor = executor ?? new StepExecutor();
        _client = new TurnScheduler(Executor);
        var all = new ServiceCollection();
        all.AddSingleton<TimeProvider>(Time).AddSingleton<ITurnExecutor>(Executor).AddSingleton(Seen);
        all.AddSingleton<ILoggerProvider>(Log);
        services?.Invoke(all);
        all.AddEmbeddedSilo(o =>
        {
            foreach (var grain in grains)
                o.GrainClasses.Add(grain);
            options?.Invoke(o);
        });
        _services = all.BuildServiceProvider();
        Silo = _services.GetRequiredService<EmbeddedSilo>();
    }

    public ManualTimeProvider Time { get; }

    public StepExecutor Executor { get; }

    public EmbeddedSilo Silo { get; }

    public IServiceProvider Services => _services;

    public IGrainFactory Grains => Silo.Grains;

    /// <summary>What grains have written down; injected into them.</summary>
    public Seen Seen { get; } = new();

    public SeenLog Log { get; } = new();

    public static TestHost Start<TGrain>(
        Action<EmbeddedSiloOptions>? options = null, Action<IServiceCollection>? services = null) =>
        new TestHost([typeof(TGrain)], options, services).Started();

    /// <summary>One with states in memory.</summary>
    public static TestHost Stateful<TGrain>(IGrainStorage storage) =>
        Start<TGrain>(services: s => s.AddSingleton(storage));

    /// <summary>What has come of a task; fails the test if it still waits.</summary>
    public static T Result<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "It waits.");
        return task.GetAwaiter().GetResult();
    }

    public TestHost Started()
    {
        Run(() => Silo.StartAsync(default));
        return this;
    }

    public void Stop(CancellationToken patience = default) => Run(() => Silo.StopAsync(patience));

    public void Run() => Executor.RunAll();

    /// <summary>Runs code as ordinary code outside of grains, to its end.</summary>
    public void Run(Func<Task> code) => Run(async () =>
    {
        await code();
        return true;
    });

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> code) => Result(Begin(code));

    /// <summary>Starts code as ordinary code outside of grains; it may be waiting afterwards.</summary>
    public Task<T> Begin<T>(Func<Task<T>> code)
    {
        var task = Task.Factory.StartNew(code, CancellationToken.None, TaskCreationOptions.None, _client).Unwrap();
        Run();
        return task;
    }

    /// <inheritdoc cref="Begin{T}"/>
    public Task Begin(Func<Task> code)
    {
        var task = Task.Factory.StartNew(code, CancellationToken.None, TaskCreationOptions.None, _client).Unwrap();
        Run();
        return task;
    }

    /// <summary>Lets time go on, with all that follows.</summary>
    public void Advance(TimeSpan time) => Time.Advance(time, Executor.RunAll);

    /// <inheritdoc cref="Advance(TimeSpan)"/>
    public void Advance(double seconds) => Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose() => _services.Dispose();
}
