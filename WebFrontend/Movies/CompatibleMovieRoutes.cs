using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OrleansJobs.WebFrontend.OpenApi;
using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>The routes of movies in the form of the older service, and their documentation.</summary>
internal static class CompatibleMovieRoutes
{
    private const string Tag = "Movies (compatible)";
    private const string Example = """{"title": "Alien", "genre": "Horror", "release_year": 1979, "expiry_date": "2030-12-31"}""";

    public static void MapCompatibleMovies(this IEndpointRouteBuilder routes)
    {
        var movies = ActivatorUtilities.CreateInstance<CompatibleMovieEndpoints>(routes.ServiceProvider);
        var gate = routes.ServiceProvider.GetRequiredService<MovieGate>();
        MapToken(routes, gate);
        MapReads(routes, movies, gate);
        routes.MapPost("/api", gate.Compatible(movies.Add))
            .Documented(movies.Add, Tag, "Adds a movie")
            .Body(Example)
            .Answers<CompatibleMovie>(200, "The movie", Example)
            .Refuses(400, 401, 422, 429, 503);
        routes.MapDelete("/api", gate.Compatible(movies.Remove))
            .Documented(movies.Remove, Tag, "Removes a movie", "The title in the body or in the query string.")
            .Body("""{"title": "Alien"}""")
            .QueryParameter("title", "The title; matches exactly.")
            .Answers<CompatibleMovie>(200, "The movie as it last was", Example)
            .Refuses(400, 401, 422, 429, 503);
    }

    private static void MapToken(IEndpointRouteBuilder routes, MovieGate gate)
    {
        var token = new TokenEndpoint(routes.ServiceProvider.GetService<DevelopmentTokens>());
        routes.MapPost("/api/token", gate.Open(token.Issue))
            .Documented(token.Issue, Tag, "Gives a token for a user name", "For development: where the setting Movies:DevelopmentTokens is on, all routes of movies ask for one. Good for 30 minutes.")
            .Body("""{"username": "ada"}""")
            .Answers<AccessToken>(200, "The token, to be sent as Authorization: Bearer")
            .Refuses(400, 404, 429);
    }

    private static void MapReads(IEndpointRouteBuilder routes, CompatibleMovieEndpoints movies, MovieGate gate)
    {
        routes.MapGet("/api", gate.Compatible(movies.List))
            .Documented(movies.List, Tag, "Lists all movies, by title")
            .Answers<CompatibleMovies>(200, "The movies", $$"""{"movies": [{{Example}}]}""")
            .Refuses(401, 422, 429);
        var search = routes.MapGet("/api/search", gate.Compatible(movies.Search))
            .Documented(movies.Search, Tag, "Finds movies", "All fields that are given, in a JSON body or in the query string, must be in those of the movie, whatever their case.")
            .Body("""{"title": "ali", "release_year": "19"}""");
        foreach (var field in (string[])["title", "genre", "release_year", "expiry_date"])
            search.QueryParameter(field, $"A part of {field}.");
        search.Answers<CompatibleMovies>(200, "The movies, by title", $$"""{"movies": [{{Example}}]}""").Refuses(400, 401, 422, 429);
        routes.MapGet("/api/expiredMovies", gate.Compatible(movies.ListExpired))
            .Documented(movies.ListExpired, Tag, "Lists movies that expire on one of some days", "The days, both included, in a JSON body or in the query string.")
            .Body("""{"from": "2030-01-01", "to": "2030-12-31"}""")
            .QueryParameter("from", "The first day.")
            .QueryParameter("to", "The last day.")
            .Answers<CompatibleMovies>(200, "The movies, by day and title", $$"""{"movies": [{{Example}}]}""")
            .Refuses(400, 401, 422, 429);
    }

    /// <summary>
    /// Tells of the body without enforcing its media type: these routes have an answer of their own to requests without JSON.
    /// </summary>
    private static IEndpointConventionBuilder Body(this IEndpointConventionBuilder endpoint, string example) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [JsonReply.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object }, Example = JsonNode.Parse(example) },
                },
            };
            return Task.CompletedTask;
        });

    private static IEndpointConventionBuilder Refuses(this IEndpointConventionBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.Answers<CompatibleMessage>(status, "What is wrong, in msg");
        return endpoint;
    }
}
