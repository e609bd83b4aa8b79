namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Asks for nothing: while no access is configured the service listens on loopback only.</summary>
internal sealed class OpenAccess : IMovieAccess
{
    public ValueTask<MovieCaller> Identify(HttpContext context) => new(new MovieCaller.Anybody());
}
