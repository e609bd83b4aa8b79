using System.Net;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Grains.Push;

/// <summary>What requests of jobs may reach: the public internet, and what the settings allow besides. Pure.</summary>
public sealed class PushTargets
{
    private readonly List<IPNetwork> _networks = [];
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the settings, which have been checked.</summary>
    public PushTargets(IOptions<PushOptions> options)
    {
        foreach (var text in options.Value.Allow)
        {
            if (NetworkOf(text) is { } network) _networks.Add(network);
            else _hosts.Add(Bare(text));
        }
    }

    /// <summary>Whether a text can stand in the list of what is allowed.</summary>
    public static bool IsPossible(string text) =>
        NetworkOf(text) is not null || (!text.Contains('/', StringComparison.Ordinal) && Uri.CheckHostName(text) == UriHostNameType.Dns);

    /// <summary>Whether <paramref name="address"/>, one of the host's, may be reached.</summary>
    public bool Permit(string host, IPAddress address)
    {
        var meant = PublicAddress.Meant(address);
        return PublicAddress.Is(meant) || _hosts.Contains(Bare(host)) || _networks.Any(network => network.Contains(meant));
    }

    private static IPNetwork? NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }

    // A name with a dot at its end is the same name.
    private static string Bare(string host) => host.TrimEnd('.');
}
