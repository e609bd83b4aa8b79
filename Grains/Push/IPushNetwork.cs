using System.Net;

namespace OrleansJobs.Grains.Push;

/// <summary>What requests of jobs need of the network.</summary>
public interface IPushNetwork
{
    /// <summary>The addresses of a host.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It has none, or nobody knows now.</exception>
    Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken);

    /// <summary>A connection to just this address.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be made.</exception>
    Task<Stream> Connect(IPEndPoint address, CancellationToken cancellationToken);
}
