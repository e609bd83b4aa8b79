using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OrleansJobs.Movies;
using OrleansJobs.Tests.Grains.Movies;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Movies;

/// <summary>Movies in the form of the older service.</summary>
public sealed class CompatibleMovieTests : MovieService
{
    private const string Ran = """{"title":"Ran","genre":"Drama","release_year":1985,"expiry_date":"2030-12-31"}""";

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    public async Task A_movie_is_added_listed_and_removed(string path)
    {
        Assert.Equal("""{"movies":[]}""", (await ReadJson(await Get(path), 200)).GetRawText());
        Assert.Equal(Ran, (await ReadJson(await Post(path, Ran), 200)).GetRawText());
        Assert.Equal($$"""{"movies":[{{Ran}}]}""", (await ReadJson(await Get(path), 200)).GetRawText());
        Assert.Equal("Movie could not be added: a movie of this title exists already", await ReadMessage(await Post(path, Ran), 400));
        Assert.Equal(Ran, (await ReadJson(await Send(HttpMethod.Delete, path, """{"title": "Ran"}"""u8.ToArray()), 200)).GetRawText());
        Assert.Equal("Movie was not found", await ReadMessage(await Send(HttpMethod.Delete, path, """{"title": "Ran"}"""u8.ToArray()), 400));
        Assert.Equal("""{"movies":[]}""", (await ReadJson(await Get(path), 200)).GetRawText());
    }

    [Theory]
    [InlineData("\"1985\"", "2030/12/31")]
    [InlineData("1985", "2030:12:31")]
    public async Task A_year_may_be_a_text_and_a_date_have_other_separators(string year, string date)
    {
        var body = $$"""{"title":"Ran","genre":"Drama","release_year":{{year}},"expiry_date":"{{date}}"}""";
        Assert.Equal(Ran, (await ReadJson(await Post("/api/", body), 200)).GetRawText());
    }

    [Theory]
    [InlineData("""{"genre":"Drama","release_year":1985,"expiry_date":"2030-12-31"}""", "title is required")]
    [InlineData("""{"title":"Ran","release_year":1985,"expiry_date":"2030-12-31"}""", "genre is required")]
    [InlineData("""{"title":"Ran","genre":"Drama","expiry_date":"2030-12-31"}""", "release_year is required")]
    [InlineData("""{"title":"Ran","genre":"Drama","release_year":1985}""", "expiry_date is required")]
    [InlineData("""{"title":"Ran","genre":"Drama","release_year":2027,"expiry_date":"2030-12-31"}""", "release_year must be from 1 to 2025")]
    [InlineData("""{"title":"Ran","genre":"Drama","release_year":"2026","expiry_date":"2030-12-31"}""", "release_year must be from 1 to 2025")]
    [InlineData("""{"title":"Ran","genre":"Drama","release_year":"MCM","expiry_date":"2030-12-31"}""", "release_year must be a whole number such as 1994")]
    [InlineData("""{"title":"Ran","genre":"Drama","release_year":1985,"expiry_date":"2024-02-30"}""", "expiry_date must be a day of the calendar such as 2024-02-29, also with / or : instead of -")]
    [InlineData("""{"title":["Ran"],"genre":"Drama","release_year":1985,"expiry_date":"2030-12-31"}""", "title must be a text or a number")]
    [InlineData("""{"title":"123456789012345678901234567890123456789012345678901","genre":"Drama","release_year":1985,"expiry_date":"2030-12-31"}""", "title must have 1 to 50 characters, not only white space")]
    [InlineData("{}", "Missing JSON in request")]
    [InlineData("[]", "Missing JSON in request")]
    [InlineData("{", "Missing JSON in request")]
    public async Task What_is_not_allowed_is_not_added(string body, string message)
    {
        Assert.Equal($"Movie could not be added: {message}", await ReadMessage(await Post("/api/", body), 400));
        Assert.Empty(await Titles(await Get("/api/")));
    }

    [Fact]
    public async Task Of_two_POSTs_of_one_title_at_once_one_wins()
    {
        var responses = await Task.WhenAll(Post("/api/", Ran), Post("/api/", Ran));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest], responses.Select(response => response.StatusCode).Order());
    }

    [Fact]
    public async Task A_title_may_be_an_SQL_fragment()
    {
        await Post("/api/", Ran);
        const string Sql = "x'); DELETE FROM movies; --";
        await ReadJson(await Post("/api/", $$"""{"title":"{{Sql}}","genre":"'","release_year":1985,"expiry_date":"2030-12-31"}"""), 200);
        Assert.Equal(["Ran", Sql], await Titles(await Get("/api/")));
        Assert.Equal([Sql], await Titles(await Get("/api/search?genre='")));
        await ReadMessage(await Delete("/api/?title=' OR '1'='1"), 400);
        Assert.Equal(2, (await Titles(await Get("/api/"))).Length);
    }

    [Theory]
    [InlineData("{}", "100%,A_B,Ran")]
    [InlineData("""{"title": "rA"}""", "Ran")]
    [InlineData("""{"title": "%"}""", "100%")]
    [InlineData("""{"title": "_"}""", "A_B")]
    [InlineData("""{"genre": "drama", "title": null}""", "A_B,Ran")]
    [InlineData("""{"release_year": 198}""", "Ran")]
    [InlineData("""{"release_year": "198", "genre": "x"}""", "")]
    [InlineData("""{"expiry_date": "2030/12"}""", "Ran")]
    [InlineData("""{"expiry_date": "-01-", "genre": "DR"}""", "A_B")]
    [InlineData("""{"studio": "Toho", "genre": "Com"}""", "100%")]
    public async Task Search_takes_a_body_or_the_query_string(string body, string titles)
    {
        await Seed();
        Assert.Equal(titles, string.Join(',', await Titles(await Send(HttpMethod.Get, "/api/search", Encoding.UTF8.GetBytes(body)))));
        var query = JsonDocument.Parse(body).RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => $"{member.Name}={Uri.EscapeDataString(member.Value.ToString())}");
        Assert.Equal(titles, string.Join(',', await Titles(await Get($"/api/search?{string.Join('&', query)}"))));
    }

    [Theory]
    [InlineData("""{"from": "2031-01-01", "to": "2031-01-31"}""", "100%,A_B")]
    [InlineData("""{"from": "2030/12/31", "to": "2031:01:01"}""", "Ran,100%")]
    [InlineData("""{"from": "2031-01-31", "to": "2031-01-31"}""", "A_B")]
    [InlineData("""{"from": "2032-01-01", "to": "2033-01-01"}""", "")]
    public async Task Movies_that_expire_on_some_days_with_both_ends(string body, string titles)
    {
        await Seed();
        Assert.Equal(titles, string.Join(',', await Titles(await Send(HttpMethod.Get, "/api/expiredMovies", Encoding.UTF8.GetBytes(body)))));
        var fields = JsonDocument.Parse(body).RootElement;
        var query = $"from={fields.GetProperty("from")}&to={fields.GetProperty("to")}";
        Assert.Equal(titles, string.Join(',', await Titles(await Get($"/api/expiredMovies?{query}"))));
    }

    [Theory]
    [InlineData("to=2031-01-01", "Missing from parameter")]
    [InlineData("from=2031-01-01", "Missing to parameter")]
    [InlineData("from=2024-02-30&to=2031-01-01", "from must be a day of the calendar such as 2024-02-29, also with / or : instead of -")]
    [InlineData("from=2024-02-28&to=tomorrow", "to must be a day of the calendar such as 2024-02-29, also with / or : instead of -")]
    [InlineData("from=2031-01-02&to=2031-01-01", "from is after to")]
    [InlineData("from=2031-01-02&from=2031-01-02&to=2031-01-01", "from is given more than once")]
    public async Task Days_that_are_missing_or_wrong_are_refused(string query, string message) =>
        Assert.Equal(message, await ReadMessage(await Get($"/api/expiredMovies?{query}"), 400));

    [Fact]
    public async Task A_search_that_cannot_be_read_is_refused()
    {
        Assert.Equal("Missing JSON in request", await ReadMessage(await Send(HttpMethod.Get, "/api/search", "{"u8.ToArray()), 400));
        Assert.Equal("title must be a text or a number", await ReadMessage(await Send(HttpMethod.Get, "/api/search", """{"title": {}}"""u8.ToArray()), 400));
        Assert.Equal("title has the character NUL", await ReadMessage(await Get("/api/search?title=%00"), 400));
        Assert.Equal("title must have at most 1000 characters", await ReadMessage(await Get($"/api/search?title={new string('x', 1001)}"), 400));
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/") { Content = new StringContent(Ran, new MediaTypeHeaderValue("text/plain")) };
        Assert.Equal("Movie could not be added: Missing JSON in request", await ReadMessage(await Client.SendAsync(request), 400));
    }

    [Fact]
    public async Task All_movies_are_listed_though_they_need_many_pages()
    {
        var titles = Enumerable.Range(0, 1_200).Select(i => $"{i:0000}").ToArray();
        await Task.WhenAll(titles.Select((title, i) => Movies.Write(null, MovieSamples.Movie(title, version: i))));
        Assert.Equal(titles, await Titles(await Get("/api/")));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_told()
    {
        Answer = new MovieResult.Unavailable();
        var response = await Post("/api/", Ran);
        Assert.NotNull(response.Headers.RetryAfter);
        await ReadMessage(response, 503);
        await ReadMessage(await Delete("/api/?title=Ran"), 503);
    }

    [Fact]
    public async Task No_token_is_asked_for_and_none_given_out()
    {
        Assert.Contains("Movies:DevelopmentTokens", await ReadMessage(await Post("/api/token", """{"username": "ada"}"""), 404), StringComparison.Ordinal);
        await Titles(await Get("/api/", ("Authorization", "Bearer nonsense")));
    }

    private async Task Seed()
    {
        await ReadJson(await Post("/api/", Ran), 200);
        await ReadJson(await Post("/api/", """{"title":"100%","genre":"Comedy","release_year":2001,"expiry_date":"2031-01-01"}"""), 200);
        await ReadJson(await Post("/api/", """{"title":"A_B","genre":"DRAMA","release_year":2002,"expiry_date":"2031-01-31"}"""), 200);
    }
}
