using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Silo.Clustering;

/// <summary>Makes a silo one of several: membership in PostgreSQL, by Orleans' own provider.</summary>
internal static class ClusterMembership
{
    public static void JoinCluster(this ISiloBuilder silo)
    {
        silo.UseAdoNetClustering(options => options.Configure<IOptions<StorageOptions>>((clustering, storage) =>
        {
            clustering.Invariant = PostgreSqlDriver.Invariant;
            clustering.ConnectionString = storage.Value.ConnectionString;
        }));
        silo.Configure<ClusterMembershipOptions>(Tune);
#pragma warning disable ORLEANSEXP003 // With the other one, a silo's death ends every activation whose entry it held: jobs that run on others.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003

        // By default what a dead silo held, or might have held, is activated nowhere else for 30 s. Tokens and epochs see to that.
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterSettings>>(Listen);
        silo.Services.AddSingleton<IOwners, ClusterOwners>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, JoiningNudge>();
    }

    /// <summary>
    /// A dead silo shall be found out in 6 s, and a busy one not be taken for dead. Three probes of at most 1.5 s each are
    /// missed (4.5 s), by two silos that probe at the same time, which leaves over a second for the votes. Under load a probe
    /// may take long, but not three in a row, each sent by two others.
    /// </summary>
    private static void Tune(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1.5);
        options.MinProbeTimeout = TimeSpan.FromSeconds(1);
        options.MaxProbeTimeout = TimeSpan.FromSeconds(1.5);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;

        // Silos tell each other of changes at once; the table is read for what they missed.
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);

        // After all silos died at once, one at another address waits until their rows are stale: three times this long.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        options.NumMissedTableIAmAliveLimit = 3;
    }

    private static void Listen(EndpointOptions endpoint, IOptions<ClusterSettings> settings)
    {
        var cluster = settings.Value;
        if (cluster.SiloPort > 0) endpoint.SiloPort = cluster.SiloPort;
        if (cluster.GatewayPort > 0) endpoint.GatewayPort = cluster.GatewayPort;
        if (cluster.Address.Length == 0) return;
        endpoint.AdvertisedIPAddress = IPAddress.Parse(cluster.Address);

        // In a container the address that others use may not be one of this machine's own.
        endpoint.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, endpoint.SiloPort);
        endpoint.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, endpoint.GatewayPort);
    }
}
