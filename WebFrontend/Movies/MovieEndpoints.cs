using OrleansJobs.Movies;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Hosting;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Movies as resources.</summary>
internal static class MovieEndpoints
{
    private const string Example = """{"title": "Alien", "genre": "Horror", "releaseYear": 1979, "expiryDate": "2030-12-31", "version": "51c3f0a7be92d604"}""";

    private static readonly Problem NotFound = ProblemTypes.MovieNotFound.Because("There is no movie of this title.");

    public static void MapMovies(this IEndpointRouteBuilder routes)
    {
        var movies = routes.MapGroup("/movies").WithTags("Movies").ChangesDemand(Scopes.Submit).WithMetadata(new FailsAttribute(422), new FailsAttribute(429))
            .Behind((services, handler) => services.GetRequiredService<MovieGate>().Resource(handler));
        movies.MapGet("", List);
        movies.MapPost("", Add);
        movies.MapGet("{title}", Get);
        movies.MapPut("{title}", Put);
        movies.MapPatch("{title}", Patch);
        movies.MapDelete("{title}", Remove);
    }

    /// <summary>Lists movies</summary>
    /// <remarks>
    /// All conditions must hold. A bounded number of movies is looked at for each page, in the order asked for: a page may be short, even
    /// empty, and have a next one. A range of the field of the order is found at once.
    /// </remarks>
    /// <response code="200">A page of movies</response>
    [Example(200, $$"""{"movies": [{{Example}}], "nextCursor": "WyJ0aXRsZSIsIkFsaWVuIiwiQWxpZW4iXQ"}""")]
    public static async Task<Results<Page<MovieList>, Problem>> List(Query<MovieListParameters.Choice, MovieListParameters> query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        var page = await grains.GetGrain<IMovieQueryGrain>(0).List(query.Value.Filter);
        var cursor = page.Next is { } next ? MovieCursor.Write(query.Value.Sort, next) : null;
        return new Page<MovieList>(new MovieList([.. page.Movies.Select(MovieView.Of)], cursor), cursor);
    }

    /// <summary>Adds a movie</summary>
    /// <remarks>Many at once: a job of kind movies.import.</remarks>
    /// <response code="201">The new movie</response>
    [Fails(409)]
    [Example(201, Example)]
    public static async Task<Results<CreatedAt<MovieView>, Problem>> Add(NewMovie body, IGrainFactory grains)
    {
        if (body.Problem is { } problem) return problem;
        var result = await grains.GetGrain<IMovieGrain>(body.Value.Title).Add(body.Value);
        return result is MovieResult.Added { Movie: var movie } ? Created(movie) : ProblemOf(result);
    }

    /// <summary>Reads a movie</summary>
    /// <response code="200">The movie</response>
    /// <response code="304">The movie is as the caller knows it</response>
    [Fails(404)]
    [Example(200, Example)]
    public static async Task<Results<Tagged<MovieView>, Problem>> Get(MovieTitle address, IGrainFactory grains) =>
        address.Fault is null && await grains.GetGrain<IMovieQueryGrain>(0).Get(address.Value) is { } movie
            ? new Tagged<MovieView>(MovieView.Of(movie), MovieView.TagOf(movie))
            : NotFound;

    /// <summary>Adds or replaces a movie</summary>
    /// <response code="200">The movie, replaced</response>
    /// <response code="201">The new movie</response>
    [Example(200, Example), Example(201, Example)]
    public static async Task<Results<Changed<MovieView>, CreatedAt<MovieView>, Problem>> Put(MovieTitle address, NewMovie body, MovieMatch match, IGrainFactory grains)
    {
        if (body.Problem is { } problem) return problem;
        if (address.Fault is { } fault) return Problem.Invalid(new FieldError { Field = "title", Message = fault });
        return await grains.GetGrain<IMovieGrain>(address.Value).Put(body.Value, match.Condition) switch
        {
            MovieResult.Added { Movie: var movie } => Created(movie),
            MovieResult.Changed { Movie: var movie } => Changed(movie),
            var result => ProblemOf(result),
        };
    }

    /// <summary>Changes some fields of a movie</summary>
    /// <remarks>A merge patch (RFC 7396): what is absent stays.</remarks>
    /// <response code="200">The movie as it is now</response>
    [Fails(404)]
    [Example(200, Example)]
    public static async Task<Results<Changed<MovieView>, Problem>> Patch(MovieTitle address, Body<MoviePatch, MoviePatchForm> body, MovieMatch match, IGrainFactory grains)
    {
        if (body.Problem is { } problem) return problem;
        if (address.Fault is not null) return NotFound;
        var result = await grains.GetGrain<IMovieGrain>(address.Value).Patch(body.Value, match.Condition);
        return result is MovieResult.Changed { Movie: var movie } ? Changed(movie) : ProblemOf(result);
    }

    /// <summary>Removes a movie</summary>
    /// <response code="204">The movie is gone</response>
    [Fails(404)]
    public static async Task<Results<NoContent, Problem>> Remove(MovieTitle address, MovieMatch match, IGrainFactory grains)
    {
        if (address.Fault is not null) return NotFound;
        var result = await grains.GetGrain<IMovieGrain>(address.Value).Remove(match.Condition);
        return result is MovieResult.Removed ? TypedResults.NoContent() : ProblemOf(result);
    }

    private static CreatedAt<MovieView> Created(Movie movie) =>
        new(MovieView.Of(movie), MovieView.TagOf(movie), MovieTitle.PathOf(movie.Fields.Title));

    private static Changed<MovieView> Changed(Movie movie) => new(MovieView.Of(movie), MovieView.TagOf(movie));

    private static Problem ProblemOf(MovieResult result) => result switch
    {
        MovieResult.Exists { Movie: var movie } => ProblemTypes.MovieExists.Because($"Its ETag is {MovieView.TagOf(movie)}."),
        MovieResult.ConditionFailed { Movie: { } movie } => ProblemTypes.MovieChanged.Because($"The movie's ETag is {MovieView.TagOf(movie)}."),
        MovieResult.ConditionFailed => ProblemTypes.MovieChanged.Because("There is no such movie."),
        MovieResult.NotFound => NotFound,
        MovieResult.Invalid invalid => Problem.Invalid(invalid.Errors),
        MovieResult.Unavailable { Unchanged: var unchanged } => Problem.Unavailable(unchanged),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is not a result of this change."),
    };
}
