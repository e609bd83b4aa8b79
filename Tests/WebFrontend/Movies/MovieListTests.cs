using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Movies;

/// <summary>Lists of movies as resources.</summary>
public sealed class MovieListTests : MovieService
{
    [Theory]
    [InlineData("", "Alien,Aliens,Heat,Ran,Star Wars")]
    [InlineData("?sort=-releaseYear", "Heat,Aliens,Ran,Alien,Star Wars")]
    [InlineData("?sort=genre&limit=2", "Aliens,Heat")]
    [InlineData("?releaseYear.gt=1979&title.contains=a", "Aliens,Heat,Ran")]
    [InlineData("?releaseYear.gt=1979&releaseYear.lt=1995", "Aliens,Ran")]
    [InlineData("?releaseYear.between=1979..1986", "Alien,Aliens,Ran")]
    [InlineData("?releaseYear=1979", "Alien")]
    [InlineData("?title.eq=Heat", "Heat")]
    [InlineData("?title=heat", "")]
    [InlineData("?genre=Drama&sort=-title", "Ran,Heat")]
    [InlineData("?genre.contains=FI", "Star Wars")]
    [InlineData("?title.between=B..R", "Heat")]
    [InlineData("?expiryDate.lt=2030/01/01", "Ran")]
    [InlineData("?expiryDate.contains=-12-&expiryDate.gt=2029-12-30", "Alien,Aliens,Heat,Ran,Star Wars")]
    [InlineData("?title.contains=%25", "")]
    [InlineData("?title.contains=_", "")]
    [InlineData("?title.contains='%20OR%201=1%20--", "")]
    public async Task A_list_has_what_matches_in_order(string query, string titles)
    {
        await Seed();
        Assert.Equal(titles, string.Join(',', await Titles(await Get($"/movies{query}"))));
    }

    [Fact]
    public async Task Pages_lead_to_each_other()
    {
        await Seed();
        foreach (var sort in (string[])["title", "-title", "genre", "-genre", "releaseYear", "-releaseYear", "expiryDate", "-expiryDate"])
        {
            var whole = await Titles(await Get($"/movies?sort={sort}"));
            var response = await Get($"/movies?sort={sort}&limit=2");
            var joined = await Titles(response);
            while (response.Headers.TryGetValues("Link", out var link))
            {
                response = await Get(link.Single().Split('<', '>')[1]);
                joined = [.. joined, .. await Titles(response)];
            }

            Assert.Equal(whole, joined);
        }
    }

    [Theory]
    [InlineData("titel=Alien", "titel", "is not known; known are title, title.eq")]
    [InlineData("title.like=a", "title.like", "is not known")]
    [InlineData("title=a&title.eq=a", "title.eq", "is the same as title")]
    [InlineData("title=a&title.between=a..b", "title.between", "cannot be given together with eq")]
    [InlineData("releaseYear=199x", "releaseYear", "must be a whole number")]
    [InlineData("releaseYear.gt=99999999999", "releaseYear.gt", "must be a whole number")]
    [InlineData("releaseYear.between=1990", "releaseYear.between", "must be two values")]
    [InlineData("releaseYear.between=1990..", "releaseYear.between", "must be two values")]
    [InlineData("releaseYear.between=1990..x", "releaseYear.between", "must be a whole number")]
    [InlineData("expiryDate=2024-02-30", "expiryDate", "must be a day of the calendar")]
    [InlineData("sort=year", "sort", "must be one of title, -title, ")]
    [InlineData("limit=501", "limit", "must be a whole number from 1 to 500")]
    [InlineData("cursor=abc", "cursor", "is not one that a page of this list, in this order, gave")]
    // Of the order genre; with a key that is no year; with two parts; no array.
    [InlineData("cursor=WyJnZW5yZSIsIkRyYW1hIiwiUmFuIl0", "cursor", "is not one")]
    [InlineData("sort=releaseYear&cursor=WyJyZWxlYXNlWWVhciIsIngiLCJSYW4iXQ", "cursor", "is not one")]
    [InlineData("cursor=WyJ0aXRsZSIsIlJhbiJd", "cursor", "is not one")]
    [InlineData("cursor=WyJ0aXRsZSIsIlx1MDAwMCIsIlJhbiJd", "cursor", "is not one")]
    [InlineData("cursor=WyJ0aXRsZSIsIlJhbiIsIlx1MDAwMCJd", "cursor", "is not one")]
    [InlineData("cursor=WyJ0aXRsZSIsIlJhbiIsIlx1ZDgwMCJd", "cursor", "is not one")]
    [InlineData("cursor=e30", "cursor", "is not one")]
    [InlineData("cursor=WyJ0aXRsZSIsbnVsbCxudWxsXQ", "cursor", "is not one")]
    public async Task A_query_that_is_wrong_is_refused(string query, string parameter, string message)
    {
        var problem = await ReadProblem(await Get($"/movies?{query}"), 400, "invalid-query");
        Assert.StartsWith(message, FieldError(problem, parameter), StringComparison.Ordinal);
    }

    private async Task Seed()
    {
        foreach (var (title, genre, year, expiry) in ((string, string, int, string)[])
        [
            ("Star Wars", "SciFi", 1977, "2030-12-31"), ("Alien", "Horror", 1979, "2030-12-31"), ("Ran", "Drama", 1985, "2029-12-31"),
            ("Aliens", "Action", 1986, "2031-12-01"), ("Heat", "Drama", 1995, "2030-12-31"),
        ])
            await AddMovie($$"""{"title": "{{title}}", "genre": "{{genre}}", "releaseYear": {{year}}, "expiryDate": "{{expiry}}"}""");
    }
}
