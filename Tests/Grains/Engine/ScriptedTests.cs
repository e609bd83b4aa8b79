using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>A running host with a kind of job, "scripted", that does what the test says.</summary>
public abstract class ScriptedTests : IAsyncLifetime
{
    private protected static JobSpec Spec => new() { Kind = "scripted", Retry = new RetryRule { InitialDelay = TimeSpan.Zero } };

    private protected MemoryJobStore Store { get; } = new();

    private protected HandlerScript Script { get; } = new();

    private protected EngineHost Host { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Host = await EngineHost.Start(Store, services => services.AddSingleton(Script).AddJob<ScriptedJob>("scripted"));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    private protected IJobGrain Grain(Guid id) => Host.Grains.GetGrain<IJobGrain>(id);
}
