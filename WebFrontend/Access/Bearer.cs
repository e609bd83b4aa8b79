namespace OrleansJobs.WebFrontend.Access;

/// <summary>The credentials of a request: the header Authorization with "Bearer" and a token (RFC 6750, 2.1).</summary>
internal static class Bearer
{
    private const string Scheme = "Bearer ";

    /// <summary>The longest token that is looked at: longer than any that a header may hold by default.</summary>
    private const int Longest = 16 * 1024;

    /// <summary>The token; null if there is none, or more than one.</summary>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var token = header[Scheme.Length..].Trim(' ');
        return token.Length is > 0 and <= Longest ? token : null;
    }
}
