using System.Net;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>What counts as this machine's own loopback interface: localhost, 127.0.0.0/8 and [::1].</summary>
internal static class Loopback
{
    /// <summary>Whether a host name, as in a URL or Host header without its port, can only mean this machine.</summary>
    public static bool IsName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Whether a browser's Origin is a page that this machine itself serves. Spelled as browsers do (RFC 6454, 6.2): of what else
    /// can be read as a URL of this machine, somebody else may read another host.
    /// </summary>
    public static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && IsName(uri.DnsSafeHost)
        && origin.Equals(uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped), StringComparison.OrdinalIgnoreCase);
}
