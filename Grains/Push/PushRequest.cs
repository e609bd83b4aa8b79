using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>A request of a receiver.</summary>
public sealed record PushRequest
{
    /// <summary>Where it goes: an address that <see cref="PushUrl"/> has found right.</summary>
    public required Uri Url { get; init; }

    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Headers, those of the body among them, none twice.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; null: none.</summary>
    public ImmutableArray<byte>? Body { get; init; }

    /// <summary>Redirects that may be followed.</summary>
    public int Redirects { get; init; }

    /// <summary>The request that an answer redirects to (RFC 9110, 15.4); null if it does not, or if no more may be followed.</summary>
    /// <exception cref="NonRetryableException">It redirects to what is no address of a receiver, or away from TLS.</exception>
    public PushRequest? Redirected(int status, Uri? location)
    {
        if (Redirects == 0 || location is null || status is not (301 or 302 or 303 or 307 or 308)) return null;
        var url = new Uri(Url, location);
        if (PushUrl.FaultOf(url) is { } fault) throw new NonRetryableException($"The receiver redirects to an address that {fault}.");
        if (Url.Scheme == "https" && url.Scheme == "http") throw new NonRetryableException("The receiver redirects from https to http.");
        var asksAgain = (status == 303 && Method != "HEAD") || (status is 301 or 302 && Method == "POST");
        var isElsewhere = Uri.Compare(Url, url, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) != 0;
        return this with
        {
            Url = url,
            Method = asksAgain ? "GET" : Method,
            Body = asksAgain ? null : Body,
            Headers = [.. Headers.Where(header => (!asksAgain || !IsOfBody(header.Key)) && (!isElsewhere || HeaderRules.GoesElsewhere(header.Key)))],
            Redirects = Redirects - 1,
        };
    }

    private static bool IsOfBody(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
}
