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
            silo.Configure<GrainDirectoryOptions>(KeepSmall);
            configure(silo.Services);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestSilo(cluster);
    }

    /// <summary>
    /// From its start on, a silo has room for a million addresses, 18 MB, and each start looks through all that is in memory, twice at least:
    /// beside other tests that is most of what a start costs.
    /// </summary>
    internal static void KeepSmall(GrainDirectoryOptions directory) => directory.CacheSize = 10_000;

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
