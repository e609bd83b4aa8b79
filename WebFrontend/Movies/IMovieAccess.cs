namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Finds out who asks for a route of movies.</summary>
internal interface IMovieAccess
{
    /// <summary>The caller of this request.</summary>
    ValueTask<MovieCaller> Identify(HttpContext context);
}
