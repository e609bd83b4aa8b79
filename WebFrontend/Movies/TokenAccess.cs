namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Asks for a bearer token (RFC 6750, 2.1) of <see cref="DevelopmentTokens"/>.</summary>
internal sealed class TokenAccess(DevelopmentTokens tokens) : IMovieAccess
{
    private const string Scheme = "Bearer ";

    public MovieCaller Identify(HttpRequest request) => request.Headers.Authorization switch
    {
        [] => new MovieCaller.Missing(),
        [{ } header] when header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) => tokens.Read(header[Scheme.Length..].Trim()),
        _ => new MovieCaller.Malformed("Bad Authorization header. Expected value 'Bearer <JWT>'"),
    };
}
