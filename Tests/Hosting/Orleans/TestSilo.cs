using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Hosting;

/// <summary>One silo of Microsoft Orleans in this process.</summary>
internal sealed class TestSilo : ITestSilo
{
    private readonly InProcessTestCluster _cluster;

    private TestSilo(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    public static async Task<ITestSilo> Start(Action<IServiceCollection> configure)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            configure(silo.Services);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestSilo(cluster);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
