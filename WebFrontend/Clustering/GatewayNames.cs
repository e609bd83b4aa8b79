using System.Net;
using System.Net.Sockets;
using Orleans.Messaging;

using OrleansJobs.Silo.Clustering;

namespace OrleansJobs.WebFrontend.Clustering;

/// <summary>
/// Tells the client which silos there are, by looking up the configured names again and again: silos that come, go or change
/// their addresses behind a name are found without a database.
/// </summary>
internal sealed partial class GatewayNames(IOptions<ClusterSettings> settings, ILogger<GatewayNames> logger) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(5);

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways()
    {
        var gateways = new List<Uri>();
        foreach (var text in settings.Value.Gateways)
        {
            if (!GatewayAddress.TryParse(text, out var gateway)) continue;
            foreach (var address in await Resolve(gateway.Host))
                gateways.Add(SiloAddress.New(address, gateway.Port, 0).ToGatewayUri());
        }

        return gateways;
    }

    private async Task<IPAddress[]> Resolve(string host)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host);
        }
        catch (SocketException error)
        {
            LogUnknown(host, error.Message);
            return [];
        }
    }

    [LoggerMessage(80, LogLevel.Warning, "The silo {Host} has no address now: {Reason}")]
    private partial void LogUnknown(string host, string reason);
}
