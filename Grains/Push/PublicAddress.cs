using System.Net;

namespace OrleansJobs.Grains.Push;

/// <summary>Tells addresses of the public internet from all others, by IANA's registries of special-purpose addresses. Pure.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. Networks(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),

        // What a host of Azure tells its machines about themselves: a public address by its number only.
        .. Networks("168.63.129.16/32"),
    ];

    // Of IPv6 only this part is handed out.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // Protocols (Teredo among them), documentation, and 6to4, which nobody needs any more and which hides an IPv4 address.
    private static readonly IPNetwork[] NotPublic6 = [.. Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")];

    // A network with IPv6 only reaches IPv4 by it.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether the address, or the IPv4 address that it stands for, is one of the public internet.</summary>
    public static bool Is(IPAddress address)
    {
        var meant = Meant(address);
        return meant.GetAddressBytes().Length == 4
            ? !NotPublic4.Any(network => network.Contains(meant))
            : Global6.Contains(meant) && !NotPublic6.Any(network => network.Contains(meant));
    }

    /// <summary>The address that is reached: of an IPv4 address in the clothes of IPv6, that.</summary>
    public static IPAddress Meant(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        _ when Nat64.Contains(address) => new IPAddress(address.GetAddressBytes()[^4..]),
        _ => address,
    };

    private static IEnumerable<IPNetwork> Networks(params string[] texts) => texts.Select(IPNetwork.Parse);
}
