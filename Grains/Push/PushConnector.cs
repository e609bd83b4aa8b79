using System.Net;
using System.Net.Sockets;

namespace OrleansJobs.Grains.Push;

/// <summary>
/// Connects to hosts that may be reached. A name is resolved once, and the connection goes to the very address that was looked at: whoever owns
/// the name cannot answer another one in between.
/// </summary>
internal sealed class PushConnector(PushTargets targets, IPushNetwork network)
{
    /// <summary>A connection to a host that is a name, or an address in whatever spelling.</summary>
    /// <exception cref="RefusedTargetException">One of its addresses may not be reached.</exception>
    /// <exception cref="SocketException">It has no address, or none answers.</exception>
    public async ValueTask<Stream> Connect(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await network.Resolve(host, cancellationToken);
        if (!addresses.All(address => targets.Permit(host, address))) throw new RefusedTargetException(host);
        var failure = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            try
            {
                return await network.Connect(new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port), cancellationToken);
            }
            catch (SocketException error)
            {
                failure = error;
            }
        }

        throw failure;
    }
}
