using OrleansJobs.WebFrontend.OpenApi;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>The routes of movies as resources, and their documentation.</summary>
internal static class MovieRoutes
{
    private const string Tag = "Movies";
    private const string TitleText = "The title; matches exactly. A slash in it is written %2F.";
    private const string IfMatchText = "An ETag of an earlier answer: if the movie has changed since, the answer is 412 and nothing is changed. Without it the change is made whatever the movie is.";

    public static void MapMovies(this IEndpointRouteBuilder routes)
    {
        var movies = ActivatorUtilities.CreateInstance<MovieEndpoints>(routes.ServiceProvider);
        var gate = routes.ServiceProvider.GetRequiredService<MovieGate>();
        MapReads(routes, movies, gate);
        MapWrites(routes, movies, gate);
    }

    private static void MapReads(IEndpointRouteBuilder routes, MovieEndpoints movies, MovieGate gate)
    {
        var list = routes.MapGet("/movies", gate.Resource(movies.List))
            .Documented(movies.List, Tag, "Lists movies",
                "All conditions must hold. A bounded number of movies is looked at for each page, in the order asked for: a page may be short, even empty, and have a next one. A range of the field of the order is found at once.")
            .QueryParameter("sort", "The order; by title if absent. With - before it the greatest comes first.", values: MovieListParameters.SortNames)
            .QueryParameter("limit", "At most so many movies, 1 to 500; 50 if absent.", isNumber: true)
            .QueryParameter("cursor", "Where the page begins: the nextCursor of the page before.")
            .Answers<MovieList>(200, "A page of movies", $$"""{"movies": [{{Example}}], "nextCursor": "WyJ0aXRsZSIsIkFsaWVuIiwiQWxpZW4iXQ"}""")
            .AnswerHeader(200, "Link", "The address of the next page, with rel=\"next\"; absent on the last one.")
            .AnswersProblems(400, 401, 422, 429, 503);
        foreach (var field in MovieListParameters.Fields)
        {
            list.QueryParameter(field, $"The same as {field}.eq.");
            foreach (var (name, meaning) in MovieListParameters.Operators)
                list.QueryParameter($"{field}.{name}", $"Only movies whose {field} {meaning}.");
        }

        routes.MapGet("/movies/{title}", gate.Resource(movies.Get))
            .Documented(movies.Get, Tag, "Reads a movie")
            .PathParameter("title", TitleText)
            .RequestHeader("If-None-Match", "An ETag of an earlier answer: unless the movie has changed, the answer is 304.")
            .Answers<MovieView>(200, "The movie", Example)
            .AnswerHeader(200, "ETag", "Changes with each write.")
            .Answers(304, "The movie is as the caller knows it")
            .AnswersProblems(401, 404, 422, 429, 503);
    }

    private static void MapWrites(IEndpointRouteBuilder routes, MovieEndpoints movies, MovieGate gate)
    {
        routes.MapPost("/movies", gate.Resource(movies.Add))
            .Documented(movies.Add, Tag, "Adds a movie", "Many at once: a job of kind movies.import.")
            .Takes<MovieBody>(BodyExample)
            .Answers<MovieView>(201, "The new movie", Example)
            .AnswerHeader(201, "Location", "The movie.")
            .AnswerHeader(201, "ETag", "Changes with each write.")
            .AnswersProblems(400, 401, 409, 413, 415, 422, 429, 503);
        routes.MapPut("/movies/{title}", gate.Resource(movies.Put))
            .Documented(movies.Put, Tag, "Adds or replaces a movie")
            .PathParameter("title", TitleText)
            .RequestHeader("If-Match", IfMatchText)
            .RequestHeader("If-None-Match", "\"*\": if there is a movie of this title, the answer is 412 and nothing is changed.")
            .Takes<MovieBody>(BodyExample)
            .Answers<MovieView>(200, "The movie, replaced", Example)
            .Answers<MovieView>(201, "The new movie", Example)
            .AnswerHeader(200, "ETag", "Changes with each write.")
            .AnswersProblems(400, 401, 412, 413, 415, 422, 429, 503);
        routes.MapPatch("/movies/{title}", gate.Resource(movies.Patch))
            .Documented(movies.Patch, Tag, "Changes some fields of a movie", "A merge patch (RFC 7396): what is absent stays.")
            .PathParameter("title", TitleText)
            .RequestHeader("If-Match", IfMatchText)
            .Takes<MoviePatchBody>("""{"expiryDate": "2031-06-30"}""", false, "application/merge-patch+json")
            .Answers<MovieView>(200, "The movie as it is now", Example)
            .AnswerHeader(200, "ETag", "Changes with each write.")
            .AnswersProblems(400, 401, 404, 412, 413, 415, 422, 429, 503);
        routes.MapDelete("/movies/{title}", gate.Resource(movies.Remove))
            .Documented(movies.Remove, Tag, "Removes a movie")
            .PathParameter("title", TitleText)
            .RequestHeader("If-Match", IfMatchText)
            .Answers(204, "The movie is gone")
            .AnswersProblems(401, 404, 412, 422, 429, 503);
    }

    private const string BodyExample = """{"title": "Alien", "genre": "Horror", "releaseYear": 1979, "expiryDate": "2030-12-31"}""";

    private const string Example =
        """{"title": "Alien", "genre": "Horror", "releaseYear": 1979, "expiryDate": "2030-12-31", "version": "51c3f0a7be92d604"}""";
}
