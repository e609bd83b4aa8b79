using Microsoft.OpenApi;
using OrleansJobs.Movies;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Hosting;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Movies in the form of an older service, whose clients know these routes, fields and messages.</summary>
internal static class CompatibleMovieEndpoints
{
    private const string Example = """{"title": "Alien", "genre": "Horror", "release_year": 1979, "expiry_date": "2030-12-31"}""";

    public static void MapCompatibleMovies(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithTags("Movies (compatible)").ChangesDemand(Scopes.Submit).WithMetadata(new RefusesAttribute(429));
        api.MapPost("token", TokenEndpoint.Issue).AllowAnonymous().Behind((services, handler) => services.GetRequiredService<MovieGate>().Open(handler));
        var movies = api.MapGroup("").WithMetadata(new RefusesAttribute(401), new RefusesAttribute(422))
            .Behind((services, handler) => services.GetRequiredService<MovieGate>().Compatible(handler));
        movies.MapGet("", List);
        movies.MapPost("", Add);
        movies.MapDelete("", Remove);
        movies.MapGet("search", Search);
        movies.MapGet("expiredMovies", ListExpired);
    }

    /// <summary>Lists all movies, by title</summary>
    /// <response code="200">The movies</response>
    [Example(200, $$"""{"movies": [{{Example}}]}""")]
    public static CompatibleList List(IGrainFactory grains) => Found(grains, new MovieFilter());

    /// <summary>Adds a movie</summary>
    /// <response code="200">The movie</response>
    [CompatibleBody(Example)]
    [Refuses(400), Refuses(503)]
    [Example(200, Example)]
    public static async Task<Results<Answer<CompatibleMovie>, CompatibleFault>> Add(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var fields = await CompatibleFields.Read(context, fromQuery: false, "title", "genre", "release_year", "expiry_date");
        if (fields.Fault is { } fault) return NotAdded(fault);
        var thisYear = time.GetUtcNow().Year;
        var result = MovieText.TryRead(
            fields["title"], fields["genre"], fields["release_year"], fields["expiry_date"], thisYear, out var movie, out var faults)
            ? await grains.GetGrain<IMovieGrain>(movie.Title).Add(movie)
            : new MovieResult.Invalid { Errors = faults };
        return result switch
        {
            MovieResult.Added { Movie: var added } => new Answer<CompatibleMovie>(CompatibleMovie.Of(added)),
            MovieResult.Invalid { Errors: var errors } => NotAdded(string.Join("; ", errors.Select(error => $"{NameOf(error.Field)} {error.Message}"))),
            MovieResult.Exists => NotAdded("a movie of this title exists already"),
            _ => Unavailable,
        };
    }

    /// <summary>Removes a movie</summary>
    /// <remarks>The title in the body or in the query string.</remarks>
    /// <response code="200">The movie as it last was</response>
    [CompatibleBody("""{"title": "Alien"}""")]
    [Parameter(ParameterLocation.Query, "title", "The title; matches exactly.")]
    [Refuses(400), Refuses(503)]
    [Example(200, Example)]
    public static async Task<Results<Answer<CompatibleMovie>, CompatibleFault>> Remove(HttpContext context, IGrainFactory grains)
    {
        var fields = await CompatibleFields.Read(context, fromQuery: true, "title");
        if (fields.Fault is { } fault) return new CompatibleFault(400, fault);
        var result = fields["title"] is { } title && MovieRules.TitleFault(title) is null
            ? await grains.GetGrain<IMovieGrain>(title).Remove(new MovieCondition())
            : new MovieResult.NotFound();
        return result switch
        {
            MovieResult.Removed { Movie: var movie } => new Answer<CompatibleMovie>(CompatibleMovie.Of(movie)),
            MovieResult.NotFound => new CompatibleFault(400, "Movie was not found"),
            _ => Unavailable,
        };
    }

    /// <summary>Finds movies</summary>
    /// <remarks>All fields that are given, in a JSON body or in the query string, must be in those of the movie, whatever their case.</remarks>
    /// <response code="200">The movies, by title</response>
    [CompatibleBody("""{"title": "ali", "release_year": "19"}""")]
    [Parameter(ParameterLocation.Query, "title", "A part of title."), Parameter(ParameterLocation.Query, "genre", "A part of genre.")]
    [Parameter(ParameterLocation.Query, "release_year", "A part of release_year."), Parameter(ParameterLocation.Query, "expiry_date", "A part of expiry_date.")]
    [Refuses(400)]
    [Example(200, $$"""{"movies": [{{Example}}]}""")]
    public static async Task<Results<CompatibleList, CompatibleFault>> Search(HttpContext context, IGrainFactory grains)
    {
        var fields = await CompatibleFields.Read(context, fromQuery: true, "title", "genre", "release_year", "expiry_date");
        if (fields.Fault is { } fault) return new CompatibleFault(400, fault);
        return Found(grains, new MovieFilter
        {
            Title = new FieldFilter { Contains = fields["title"] },
            Genre = new FieldFilter { Contains = fields["genre"] },
            ReleaseYear = new FieldFilter { Contains = fields["release_year"] },
            // Dates are stored with hyphens, however they were given.
            ExpiryDate = new FieldFilter { Contains = fields["expiry_date"]?.Replace('/', '-').Replace(':', '-') },
        });
    }

    /// <summary>Lists movies that expire on one of some days</summary>
    /// <remarks>The days, both included, in a JSON body or in the query string.</remarks>
    /// <response code="200">The movies, by day and title</response>
    [CompatibleBody("""{"from": "2030-01-01", "to": "2030-12-31"}""")]
    [Parameter(ParameterLocation.Query, "from", "The first day."), Parameter(ParameterLocation.Query, "to", "The last day.")]
    [Refuses(400)]
    [Example(200, $$"""{"movies": [{{Example}}]}""")]
    public static async Task<Results<CompatibleList, CompatibleFault>> ListExpired(HttpContext context, IGrainFactory grains)
    {
        var fields = await CompatibleFields.Read(context, fromQuery: true, "from", "to");
        DateOnly from = default, to = default;
        var fault = fields.Fault ?? DateFault(fields, "from", out from) ?? DateFault(fields, "to", out to) ?? (from > to ? "from is after to" : null);
        if (fault is not null) return new CompatibleFault(400, fault);
        return Found(grains, new MovieFilter
        {
            ExpiryDate = new FieldFilter { From = MovieRules.Write(from), To = MovieRules.Write(to) },
            Sort = MovieSort.ExpiryDate,
        });
    }

    private static CompatibleFault Unavailable =>
        new(503, "The store did not answer in time; whether the change was made is not known") { RetryAfter = 1 };

    private static CompatibleList Found(IGrainFactory grains, MovieFilter filter) => new(grains.GetGrain<IMovieQueryGrain>(0), filter);

    private static CompatibleFault NotAdded(string why) => new(400, $"Movie could not be added: {why}");

    private static string? DateFault(CompatibleFields fields, string name, out DateOnly date)
    {
        date = default;
        if (fields[name] is not { } text) return $"Missing {name} parameter";
        return MovieRules.TryReadDate(text, out date) ? null : $"{name} {MovieText.DateForm}";
    }

    private static string NameOf(string field) => field switch
    {
        "releaseYear" => "release_year",
        "expiryDate" => "expiry_date",
        _ => field,
    };
}
