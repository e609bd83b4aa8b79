using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OrleansJobs.Silo.Clustering;

/// <summary>Where a silo takes calls of web processes.</summary>
/// <param name="Host">A name or an IP address.</param>
/// <param name="Port">The port.</param>
internal sealed record GatewayAddress(string Host, int Port)
{
    /// <summary>Reads host:port; an IPv6 address stands in brackets.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out GatewayAddress? address)
    {
        var colon = text.LastIndexOf(':');
        address = colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536
            ? new GatewayAddress(text[..colon].Trim('[', ']'), port)
            : null;
        return address is not null;
    }
}
