using System.Net;
using OrleansJobs.Movies;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Movies;

/// <summary>Movies as resources.</summary>
public sealed class MovieEndpointTests : MovieService
{
    [Fact]
    public async Task A_movie_is_added_read_replaced_changed_and_removed()
    {
        var response = await Post("/movies", Alien);
        var added = await ReadJson(response, 201);
        Assert.Equal("/movies/Alien", response.Headers.Location?.ToString());
        var version = added.GetProperty("version").GetString();
        Assert.Equal($"\"{version}\"", response.Headers.ETag?.Tag);
        Assert.Equal(
            $$"""{"title":"Alien","genre":"Horror","releaseYear":1979,"expiryDate":"2030-12-31","version":"{{version}}"}""", added.GetRawText());

        response = await Get("/movies/Alien");
        Assert.Equal(added.GetRawText(), (await ReadJson(response, 200)).GetRawText());
        Assert.Equal(HttpStatusCode.NotModified, (await Get("/movies/Alien", ("If-None-Match", response.Headers.ETag!.Tag))).StatusCode);

        response = await Put("/movies/Alien", """{"genre": "Drama", "releaseYear": "1980", "expiryDate": "2031:01:02"}""");
        Assert.Equal("Drama", (await ReadJson(response, 200)).GetProperty("genre").GetString());
        Assert.NotEqual($"\"{version}\"", response.Headers.ETag?.Tag);
        response = await Patch("/movies/Alien", """{"genre": "Comedy"}""");
        Assert.StartsWith("""{"title":"Alien","genre":"Comedy","releaseYear":1980,"expiryDate":"2031-01-02",""", (await ReadJson(response, 200)).GetRawText(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await Delete("/movies/Alien")).StatusCode);
        await ReadProblem(await Get("/movies/Alien"), 404, "movie-not-found");
        await ReadProblem(await Delete("/movies/Alien"), 404, "movie-not-found");
        await ReadProblem(await Patch("/movies/Alien", "{}"), 404, "movie-not-found");
    }

    [Fact]
    public async Task Of_many_POSTs_of_one_title_at_once_one_wins()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Post("/movies", Alien)));
        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        foreach (var lost in responses.Where(response => response.StatusCode != HttpStatusCode.Created)) await ReadProblem(lost, 409, "movie-exists");
    }

    [Fact]
    public async Task A_stale_tag_changes_nothing()
    {
        var stale = await AddMovie();
        await Patch("/movies/Alien", """{"genre": "Drama"}""", ("If-Match", stale));
        var problem = await ReadProblem(await Patch("/movies/Alien", """{"genre": "Comedy"}""", ("If-Match", stale)), 412, "movie-changed");
        Assert.Contains("ETag is", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await ReadProblem(await Put("/movies/Alien", Alien, ("If-Match", stale)), 412, "movie-changed");
        await ReadProblem(await Delete("/movies/Alien", ("If-Match", stale)), 412, "movie-changed");

        // One that was removed and added again is another one.
        await Delete("/movies/Alien");
        await AddMovie();
        await ReadProblem(await Delete("/movies/Alien", ("If-Match", stale)), 412, "movie-changed");
    }

    [Theory]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-Match", "\"abc\", $", 200)]
    [InlineData("If-Match", "W/$", 412)]
    [InlineData("If-Match", "\"xyz\"", 412)]
    [InlineData("If-Match", "xyz", 412)]
    [InlineData("If-None-Match", "*", 412)]
    public async Task Conditions_of_a_PUT_to_what_there_is(string header, string value, int status)
    {
        var tag = await AddMovie();
        var response = await Put("/movies/Alien", Alien, (header, value.Replace("$", tag, StringComparison.Ordinal)));
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("If-None-Match", "*", 201)]
    [InlineData("If-Match", "*", 412)]
    [InlineData("If-Match", "\"0000000000000001\"", 412)]
    public async Task Conditions_of_a_PUT_to_what_is_not_there(string header, string value, int status) =>
        Assert.Equal(status, (int)(await Put("/movies/Alien", Alien, (header, value))).StatusCode);

    [Theory]
    [InlineData("""{"genre": "x", "releaseYear": 1979, "expiryDate": "2030-12-31"}""", "title", "is required")]
    [InlineData("""{"title": 5, "genre": "x", "releaseYear": 1979, "expiryDate": "2030-12-31"}""", "title", "must be a string")]
    [InlineData("""{"title": "", "genre": "x", "releaseYear": 1979, "expiryDate": "2030-12-31"}""", "title", "must have 1 to 50 characters")]
    [InlineData("""{"title": "123456789012345678901234567890123456789012345678901", "genre": "x", "releaseYear": 1979, "expiryDate": "2030-12-31"}""", "title", "must have 1 to 50 characters")]
    [InlineData("""{"title": "a\u0000", "genre": "x", "releaseYear": 1979, "expiryDate": "2030-12-31"}""", "title", "has the character NUL")]
    [InlineData("""{"title": "a", "genre": "12345678901234567890123456", "releaseYear": 1979, "expiryDate": "2030-12-31"}""", "genre", "must have 1 to 25 characters")]
    [InlineData("""{"title": "a", "genre": "x", "releaseYear": 2027, "expiryDate": "2030-12-31"}""", "releaseYear", "must be from 1 to 2025")]
    [InlineData("""{"title": "a", "genre": "x", "releaseYear": 2026, "expiryDate": "2030-12-31"}""", "releaseYear", "must be from 1 to 2025")]
    [InlineData("""{"title": "a", "genre": "x", "releaseYear": 1979.5, "expiryDate": "2030-12-31"}""", "releaseYear", "must be a whole number")]
    [InlineData("""{"title": "a", "genre": "x", "releaseYear": true, "expiryDate": "2030-12-31"}""", "releaseYear", "must be a string or a number")]
    [InlineData("""{"title": "a", "genre": "x", "releaseYear": 1979, "expiryDate": "2024-02-30"}""", "expiryDate", "must be a day of the calendar")]
    [InlineData("""{"title": "a", "genre": "x", "releaseYear": 1979, "expiryDate": null}""", "expiryDate", "is required")]
    [InlineData("""{"title": "a", "genre": "x", "release_year": 1979, "expiryDate": "2030-12-31"}""", "release_year", "is not known; known are title, ")]
    public async Task A_movie_that_is_not_allowed_is_not_added(string body, string field, string message)
    {
        var problem = await ReadProblem(await Post("/movies", body), 422, "invalid-request");
        Assert.StartsWith(message, FieldError(problem, field), StringComparison.Ordinal);
        Assert.Empty(await Titles(await Get("/movies")));
    }

    [Fact]
    public async Task The_title_is_that_of_the_address()
    {
        await AddMovie();
        Assert.Contains("cannot be changed", FieldError(await ReadProblem(await Put("/movies/Aliens", Alien), 422, "invalid-request"), "title"), StringComparison.Ordinal);
        Assert.Contains("is not known", FieldError(await ReadProblem(await Patch("/movies/Alien", """{"title": "Aliens"}"""), 422, "invalid-request"), "title"), StringComparison.Ordinal);
        var tooLong = $"/movies/{new string('x', 51)}";
        await ReadProblem(await Put(tooLong, Alien), 422, "invalid-request");
        await ReadProblem(await Get(tooLong), 404, "movie-not-found");
        await ReadProblem(await Patch(tooLong, "{}"), 404, "movie-not-found");
        await ReadProblem(await Delete(tooLong), 404, "movie-not-found");
    }

    [Theory]
    [InlineData("""{"genre": null}""", "genre", "cannot be removed")]
    [InlineData("""{"releaseYear": 2026}""", "releaseYear", "must be from 1 to 2025")]
    [InlineData("""{"releaseYear": "MCM"}""", "releaseYear", "must be a whole number")]
    [InlineData("""{"expiryDate": "2024-02-30"}""", "expiryDate", "must be a day")]
    public async Task A_change_that_is_not_allowed_is_not_made(string body, string field, string message)
    {
        var tag = await AddMovie();
        Assert.StartsWith(message, FieldError(await ReadProblem(await Patch("/movies/Alien", body), 422, "invalid-request"), field), StringComparison.Ordinal);
        Assert.Equal(tag, (await Get("/movies/Alien")).Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("Face/Off")]
    [InlineData("Face%2FOff")]
    [InlineData("100% Wolf?#&+=")]
    [InlineData("'; DROP TABLE movies; --")]
    [InlineData("Élan ～🎬")]
    [InlineData("back\\slash \"quotes\"")]
    public async Task Any_title_can_be_addressed(string title)
    {
        var body = $$"""{"title": {{System.Text.Json.JsonSerializer.Serialize(title)}}, "genre": "x", "releaseYear": 1979, "expiryDate": "2030-12-31"}""";
        var location = (await Post("/movies", body)).Headers.Location!.OriginalString;
        Assert.Equal(title, (await ReadJson(await Get(location), 200)).GetProperty("title").GetString());
        await ReadJson(await Put(location, body), 200);
        Assert.Equal([title], await Titles(await Get("/movies")));
        Assert.Equal(HttpStatusCode.NoContent, (await Delete(location + "/")).StatusCode);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_told()
    {
        Answer = new MovieResult.Unavailable();
        Assert.NotNull((await Post("/movies", Alien)).Headers.RetryAfter);
        await ReadProblem(await Post("/movies", Alien), 503, "unavailable");
    }
}
