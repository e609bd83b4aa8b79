using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansJobs.Silo.Clustering;

/// <summary>
/// Makes a silo the only one of its cluster. Nobody calls it from outside of its process unless a gateway port is set, and
/// it listens on loopback only, so that several services run on one machine and do not meet.
/// </summary>
internal static class SingleSilo
{
    /// <summary>Of grains that a silo remembers the place of; Orleans' default takes 16 MB, and alone every grain is here.</summary>
    private const int DirectoryCache = 10_000;

    private const int FirstPort = 20_000;

    /// <summary>Of Linux; others begin later (RFC 6335, section 6: 49152).</summary>
    private const int FirstPortOfConnections = 32_768;

    public static void BeAlone(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering();
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterSettings>>(Listen);
        silo.Services.AddOptions<DevelopmentClusterMembershipOptions>().Configure<IOptions<EndpointOptions>>((membership, endpoint) =>
            membership.PrimarySiloEndpoint = new IPEndPoint(IPAddress.Loopback, endpoint.Value.SiloPort));
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = DirectoryCache);

        // There is one place for every grain: to look for it once more when it was not found would find no other.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.PlacementMaxRetries = 0);
    }

    private static void Listen(EndpointOptions endpoint, IOptions<ClusterSettings> settings)
    {
        endpoint.AdvertisedIPAddress = IPAddress.Loopback;
        endpoint.SiloPort = settings.Value.SiloPort > 0 ? settings.Value.SiloPort : FreePort();
        endpoint.GatewayPort = settings.Value.GatewayPort;
    }

    /// <summary>
    /// Orleans wants to know its port before it listens. Not one of those that systems give to connections: any connection of the
    /// machine could take it before Orleans does.
    /// </summary>
    private static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(end => end.Port).ToHashSet();
        return Enumerable.Range(0, int.MaxValue).Select(_ => RandomNumberGenerator.GetInt32(FirstPort, FirstPortOfConnections)).First(port => !taken.Contains(port));
    }
}
