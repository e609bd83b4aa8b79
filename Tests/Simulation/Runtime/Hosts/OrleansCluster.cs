using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansJobs.Tests.Hosting;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>A silo of Microsoft Orleans for behaviour tests, with real time and threads.</summary>
public sealed class OrleansCluster : IRuntimeHost, IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private InProcessTestCluster _cluster = null!;

    public IGrainFactory Grains => _cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    public SeenLogs Logs { get; } = new();

    public TestStorage Storage { get; } = new();

    public async Task InitializeAsync()
    {
        _cluster = TestSilo.Cluster(1, silo => silo.Services.AddShared(Logs, Storage));
        await _cluster.DeployAsync();
    }

    public Task Run(Func<Task> test) => test().WaitAsync(Longest);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();
}
