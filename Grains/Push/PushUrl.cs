using System.Diagnostics.CodeAnalysis;

namespace OrleansJobs.Grains.Push;

/// <summary>Reads addresses of receivers. Pure.</summary>
public static class PushUrl
{
    /// <summary>Reads an address; says what is wrong with it if it cannot be one of a receiver.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? fault)
    {
        fault = Uri.TryCreate(text, UriKind.Absolute, out url) ? FaultOf(url) : "must be an address such as https://example.org/path";
        return fault is null;
    }

    /// <summary>What is wrong with the address of a receiver; null: nothing.</summary>
    public static string? FaultOf(Uri url) => url switch
    {
        { Scheme: not ("http" or "https") } => "must begin with http:// or https://",
        { UserInfo.Length: > 0 } => "must have no name or password in it: send a header",
        { Host.Length: 0 } => "must name a host",
        _ => null,
    };
}
