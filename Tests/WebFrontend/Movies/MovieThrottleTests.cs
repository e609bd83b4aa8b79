using System.Net;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Movies;

/// <summary>How often one user may ask. The buckets here are not refilled while a test runs.</summary>
public sealed class MovieThrottleTests : MovieService
{
    protected override string[] Arguments =>
        ["--Movies:DevelopmentTokens", "true", "--Movies:Throttle:Burst", "3", "--Movies:Throttle:Permits", "1", "--Movies:Throttle:Per", "01:00:00"];

    [Fact]
    public async Task Each_user_has_a_bucket()
    {
        var (ada, bob) = (await Token("ada"), await Token("bob"));
        for (var i = 0; i < 3; i++) await Titles(await Get("/api/", ada));
        var refused = await Get("/api/", ada);
        Assert.Equal("""{"msg":"Too many requests"}""", (await ReadJson(refused, 429)).GetRawText());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3_600);
        refused = await Get("/movies", ada);
        await ReadProblem(refused, 429, "too-many-requests");
        Assert.NotNull(refused.Headers.RetryAfter);
        await Titles(await Get("/api/", bob));
    }

    [Fact]
    public async Task Who_has_no_token_shares_the_bucket_of_the_address()
    {
        await Token("ada");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get("/movies")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Get("/movies", ("Authorization", "Bearer a.b.c"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Get("/movies")).StatusCode);
        await ReadMessage(await Post("/api/token", """{"username": "bob"}"""), 429);
        Assert.Equal(HttpStatusCode.OK, (await Get("/healthz")).StatusCode);
    }

    private async Task<(string, string)> Token(string user)
    {
        var answer = await ReadJson(await Post("/api/token", $$"""{"username": "{{user}}"}"""), 200);
        return ("Authorization", $"Bearer {answer.GetProperty("access_token").GetString()}");
    }
}
