using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.TypeSystem;
using Orleans.TestingHost;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Hosting;

/// <summary>A cluster of silos of Microsoft Orleans in this process.</summary>
internal sealed class TestSilo : ITestSilo
{
    /// <summary>How many silos there are.</summary>
    public static short Silos => 3;

    // The names of all types that are sent: the same for all, and long in the making.
    private static readonly Lazy<TypeConverter> Types = new(() => new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<TypeConverter>());

    private readonly InProcessTestCluster _cluster;

    private TestSilo(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    /// <summary>Starts the silos.</summary>
    /// <param name="configure">Adds services to each.</param>
    /// <param name="alone">One silo only: for what is of one process.</param>
    public static async Task<ITestSilo> Start(Action<IServiceCollection> configure, bool alone = false)
    {
        var cluster = Cluster(alone ? (short)1 : Silos, silo =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.Configure<GrainCollectionOptions>(SiloHosting.Collect);
            configure(silo.Services);
        });
        await cluster.DeployAsync();
        return new TestSilo(cluster);
    }

    /// <summary>A cluster to be, whose silos start as cheaply as they can: there are hundreds of them.</summary>
    internal static InProcessTestCluster Cluster(short silos, Action<ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        // Tests call from within a silo.
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((_, silo) =>
        {
            // From its start on, a silo has room for a million addresses, 18 MB, and each start looks through all that is in memory, twice at least.
            silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = 10_000);
            silo.Services.AddSingleton(Types.Value);
            configure(silo);
        });
        return new InProcessTestCluster(builder.Options, new Ports());
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    /// <summary>Numbers for names: these silos talk in memory. To look for ports that are free takes long.</summary>
    private sealed class Ports : ITestClusterPortAllocator
    {
        private static int _last = 20_000;

        public (int, int) AllocateConsecutivePortPairs(int numPorts)
        {
            var first = Interlocked.Add(ref _last, 2 * numPorts) - 2 * numPorts;
            return (first, first + numPorts);
        }

        public void Dispose()
        {
        }
    }
}
