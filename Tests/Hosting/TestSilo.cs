using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Hosting;

/// <summary>A cluster of silos of Microsoft Orleans in this process.</summary>
internal sealed class TestSilo : ITestSilo
{
    /// <summary>How many silos there are.</summary>
    public static short Silos => 3;

    private readonly InProcessTestCluster _cluster;

    private TestSilo(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    /// <summary>Starts the silos.</summary>
    /// <param name="configure">Adds services to each.</param>
    /// <param name="alone">One silo only: for what is of one process.</param>
    public static async Task<ITestSilo> Start(Action<IServiceCollection> configure, bool alone = false)
    {
        var builder = new InProcessTestClusterBuilder(alone ? (short)1 : Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.Configure<GrainCollectionOptions>(SiloHosting.Collect);
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
