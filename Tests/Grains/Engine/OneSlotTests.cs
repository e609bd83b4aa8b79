using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Tests on a running host whose queue "q" has one slot.</summary>
public abstract class OneSlotTests : IAsyncLifetime
{
    private protected MemoryJobStore Store { get; } = new();

    private protected EngineHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await EngineHost.Start(
        Store, services => services.Configure<QueuesOptions>(queues => queues["q"] = new QueueOptions { Concurrency = 1 }));

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
