namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Who asks, as far as the request proves it: one of the nested records.</summary>
internal abstract record MovieCaller
{
    private MovieCaller()
    {
    }

    /// <summary>Somebody; no proof is asked for.</summary>
    public sealed record Anybody : MovieCaller;

    /// <summary>A user.</summary>
    public sealed record User(string Name) : MovieCaller;

    /// <summary>The request brings no proof.</summary>
    public sealed record Missing : MovieCaller;

    /// <summary>The proof was good once.</summary>
    public sealed record Expired : MovieCaller;

    /// <summary>What the request brings proves nothing.</summary>
    /// <param name="Reason">Why, for the caller.</param>
    public sealed record Malformed(string Reason) : MovieCaller;
}
