using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Movies;

/// <summary>Tokens where they are asked for.</summary>
public sealed class MovieTokenTests : MovieService
{
    private const string Key = "a key that has as many bytes as a key needs";
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    protected override string[] Arguments => ["--Movies:DevelopmentTokens", "true", "--Movies:TokenKey", Key];

    public static TheoryData<string, string> Routes => new()
    {
        { "GET", "/api/" }, { "POST", "/api/" }, { "DELETE", "/api/" }, { "GET", "/api/search" }, { "GET", "/api/expiredMovies" },
        { "GET", "/movies" }, { "POST", "/movies" }, { "GET", "/movies/Alien" }, { "PUT", "/movies/Alien" }, { "PATCH", "/movies/Alien" },
        { "DELETE", "/movies/Alien" },
    };

    [Fact]
    public async Task A_token_opens_the_routes_for_thirty_minutes()
    {
        var bearer = ("Authorization", $"Bearer {await Token()}");
        await Titles(await Get("/api/", bearer));
        await ReadJson(await Post("/movies", Alien, bearer), 201);
        Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(["Alien"], await Titles(await Get("/movies", ("authorization", bearer.Item2.Replace("Bearer", "bearer", StringComparison.Ordinal)))));
        Clock.Advance(TimeSpan.FromSeconds(1));
        var response = await Get("/api/", bearer);
        Assert.Equal("""{"msg":"Token has expired"}""", (await ReadJson(response, 401)).GetRawText());
        Assert.Contains("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        await ReadProblem(await Get("/movies", bearer), 401, "not-authenticated");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_route_asks_for_a_token(string method, string path)
    {
        var missing = await Send(new HttpMethod(method), path, "{}"u8.ToArray());
        var malformed = await Send(new HttpMethod(method), path, "{}"u8.ToArray(), ("Authorization", "Bearer a.b.c"));
        if (path.StartsWith("/api", StringComparison.Ordinal))
        {
            Assert.Equal("""{"msg":"Missing Authorization Header"}""", (await ReadJson(missing, 401)).GetRawText());
            await ReadMessage(malformed, 422);
        }
        else
        {
            await ReadProblem(missing, 401, "not-authenticated");
            await ReadProblem(malformed, 422, "invalid-token");
        }

        Assert.Equal("Bearer", missing.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task An_import_as_a_job_asks_for_a_token_too()
    {
        const string Import = """{"kind":"movies.import","input":{"movies":[]}}""";
        var bearer = ("Authorization", $"Bearer {await Token()}");
        var missing = await Post("/jobs", Import);
        await ReadProblem(missing, 401, "not-authenticated");
        Assert.Equal("Bearer", missing.Headers.WwwAuthenticate.ToString());
        await ReadProblem(await Post("/jobs", Import, ("Authorization", "Bearer a.b.c")), 422, "invalid-token");
        var batch = await ReadJson(await Post("/jobs/batch", $$"""[{{Import}},{"kind":"noop"}]"""), 200);
        Assert.Equal([401, 202], batch.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetInt32()));
        var job = Samples.Job(Guid.NewGuid(), new JobSpec { Kind = "movies.import" });
        Grains.Jobs[job.Id] = job;
        await ReadProblem(await Post($"/jobs/{job.Id}/retry", """{"input":{"movies":[]}}"""), 401, "not-authenticated");
        var schedule = Encoding.UTF8.GetBytes($$"""{"cron": "@daily", "job": {{Import}}}""");
        await ReadProblem(await Send(HttpMethod.Put, "/schedules/import", schedule), 401, "not-authenticated");
        await ReadProblem(await Send(HttpMethod.Put, "/schedules/import", schedule, bearer), 404, "schedule-not-found");
        Assert.Equal(["noop"], Grains.Submitted.Select(one => one.Spec.Kind));

        await ReadJson(await Post("/jobs", Import, bearer), 202);
        await ReadJson(await Post("/jobs/batch", $"[{Import}]", bearer), 200);
        Assert.Equal(3, Grains.Submitted.Count);
        await ReadJson(await Post("/jobs", """{"kind":"noop"}"""), 202);
    }

    [Fact]
    public async Task A_token_is_a_JWT_of_this_user()
    {
        var parts = (await Token()).Split('.');
        Assert.Equal(Header, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        Assert.Equal("ada", payload.GetProperty("sub").GetString());
        Assert.Equal(Clock.GetUtcNow().ToUnixTimeSeconds(), payload.GetProperty("iat").GetInt64());
        Assert.Equal(payload.GetProperty("iat").GetInt64() + 1800, payload.GetProperty("exp").GetInt64());
        Assert.Equal(Signed(Header, payload.GetRawText(), Key).Split('.')[2], parts[2]);
    }

    [Fact]
    public async Task A_token_that_was_not_given_out_here_is_refused()
    {
        var parts = (await Token()).Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        var root = payload.Replace("ada", "root", StringComparison.Ordinal);
        foreach (var (token, message) in ((string, string)[])
        [
            // Tampered with: another user; the last character of the signature has two bits that mean nothing.
            ($"{parts[0]}.{Encode(root)}.{parts[2]}", "Signature verification failed"),
            ($"{parts[0]}.{parts[1]}.{parts[2][..^1]}{(char)(parts[2][^1] + 1)}", "Signature verification failed"),
            ($"{parts[0]}.{parts[1]}.", "Signature verification failed"),
            (Signed(Header, root, "another key that has as many bytes as a key needs"), "Signature verification failed"),
            ($"{Encode("""{"alg":"none"}""")}.{parts[1]}.", "The specified alg value is not allowed"),
            ($"{Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.{parts[2]}", "The specified alg value is not allowed"),
            (Signed("""{"alg":"HS512","typ":"JWT"}""", root, Key), "The specified alg value is not allowed"),
            ($"{parts[0]}.{parts[1]}", "Not enough segments"),
            ($"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}", "Not enough segments"),
            ("..", "The specified alg value is not allowed"),
        ])
        {
            Assert.Equal(message, await ReadMessage(await Get("/api/", ("Authorization", $"Bearer {token}")), 422));
        }

        Assert.Contains("Bad Authorization header", await ReadMessage(await Get("/api/", ("Authorization", "Basic YTpi")), 422), StringComparison.Ordinal);
        Assert.Contains("Bad Authorization header", await ReadMessage(await Get("/api/", ("Authorization", "Bearer")), 422), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Missing JSON in request")]
    [InlineData("", "Missing JSON in request")]
    [InlineData("username=ada", "Missing JSON in request")]
    [InlineData("""{"user": "ada"}""", "Missing username parameter")]
    [InlineData("""{"username": ""}""", "Missing username parameter")]
    [InlineData("""{"username": null}""", "Missing username parameter")]
    public async Task A_token_is_for_a_user_name(string? body, string message) =>
        Assert.Equal($$"""{"msg":"{{message}}"}""", (await ReadJson(await Post("/api/token", body), 400)).GetRawText());

    [Fact]
    public async Task A_user_name_fits_into_a_header() => Assert.Equal(
        "username must have at most 100 characters", await ReadMessage(await Post("/api/token", $$"""{"username": "{{new string('x', 101)}}"}"""), 400));

    [Fact]
    public async Task A_wrong_token_is_told_before_a_wrong_body() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post("/movies", "{")).StatusCode);

    private async Task<string> Token() =>
        (await ReadJson(await Post("/api/token", """{"username": "ada"}"""), 200)).GetProperty("access_token").GetString()!;

    private static string Signed(string header, string payload, string key)
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
