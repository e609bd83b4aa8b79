using System.Net;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Access;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

public sealed class ApiKeyTests : GuardedService
{
    [Fact]
    public async Task Without_credentials_nobody_gets_in()
    {
        var response = await Post("/jobs", """{"kind":"sleep"}""");
        await ReadProblem(response, 401, "not-authenticated");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Empty(Grains.Submitted);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/problems/not-authenticated")]
    public async Task What_tells_nothing_of_the_work_is_open(string path) => Assert.Equal(HttpStatusCode.OK, (await Get(path)).StatusCode);

    [Fact]
    public async Task A_key_does_what_its_scopes_say_and_no_more()
    {
        var key = await NewKey([Scopes.Submit]);
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}""", With(key)), 202);
        await ReadProblem(await Get("/jobs", With(key)), 403, "scope-missing");
        await ReadProblem(await Post("/queues/mail/pause", null, With(key)), 403, "scope-missing");
        await ReadProblem(await Get("/admin/keys", With(key)), 403, "scope-missing");
        await ReadJson(await Get("/kinds", With(await NewKey([Scopes.Read]))), 200);
        await ReadJson(await Get("/kinds", With(await NewKey([Scopes.Admin]))), 200);
    }

    [Fact]
    public async Task A_key_is_told_once_and_stored_as_a_hash()
    {
        var key = await NewKey([Scopes.Read]);
        var stored = Assert.Single(Grains.ApiKeys).Value;
        Assert.StartsWith($"ojk_{stored.Key.Id:N}_", key, StringComparison.Ordinal);
        Assert.Equal(("test", "admin-key", Samples.Noon), (stored.Key.Name, stored.Key.CreatedBy, stored.Key.CreatedAt));
        Assert.Equal(64, stored.Hash.Length);
        var list = (await ReadJson(await Get("/admin/keys", With(AdminKey)), 200)).GetRawText();
        Assert.Contains(stored.Key.Id.ToString(), list, StringComparison.Ordinal);
        foreach (var secret in new[] { key, key[^43..], stored.Hash }) Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_ends_here_at_once_and_elsewhere_within_a_second()
    {
        var (here, there) = (await NewKey([Scopes.Read]), await NewKey([Scopes.Read]));
        foreach (var key in new[] { here, there }) await ReadJson(await Get("/kinds", With(key)), 200);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(HttpMethod.Delete, $"/admin/keys/{ApiKeyText.Read(here)!.Id}", null, With(AdminKey))).StatusCode);
        await ReadProblem(await Get("/kinds", With(here)), 401, "not-authenticated");

        Grains.ApiKeys.Remove(ApiKeyText.Read(there)!.Id);
        await ReadJson(await Get("/kinds", With(there)), 200);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await ReadProblem(await Get("/kinds", With(there)), 401, "not-authenticated");
        await ReadProblem(await Send(HttpMethod.Delete, $"/admin/keys/{ApiKeyText.Read(there)!.Id}", null, With(AdminKey)), 404, "key-not-found");
        await ReadProblem(await Send(HttpMethod.Delete, "/admin/keys/nonsense", null, With(AdminKey)), 404, "key-not-found");
    }

    [Fact]
    public async Task A_key_in_use_is_read_once_a_second()
    {
        var key = await NewKey([Scopes.Read]);
        for (var i = 0; i < 5; i++) await ReadJson(await Get("/kinds", With(key)), 200);
        Assert.Equal(1, Grains.KeyReads);
    }

    [Fact]
    public async Task A_key_ends_when_it_expires()
    {
        var key = await NewKey([Scopes.Read], expiresAt: Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        await ReadJson(await Get("/kinds", With(key)), 200);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await ReadProblem(await Get("/kinds", With(key)), 401, "not-authenticated");
    }

    [Fact]
    public async Task What_is_nearly_a_key_is_none()
    {
        var key = await NewKey([Scopes.Read]);
        var last = key[^2] == 'A' ? 'B' : 'A';
        string[] wrong =
        [
            key[..^1], key + "A", key[..^2] + last + key[^1], key.ToUpperInvariant(), key.Replace("ojk_", "ojk-", StringComparison.Ordinal),
            $"ojk_{Guid.NewGuid():N}_{key[^43..]}", AdminKey[..^1], AdminKey + "x", "ojk_", ".", "..", "a.b.c", new string('x', 9_000),
        ];
        foreach (var text in wrong)
        {
            var response = await Get("/kinds", With(text));
            await ReadProblem(response, 401, "not-authenticated");
            Assert.Equal("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
        }

        await ReadProblem(await Get("/kinds", ("Authorization", $"Basic {key}")), 401, "not-authenticated");
        await ReadProblem(await Get("/kinds", With(key), With(key)), 401, "not-authenticated");
        await ReadProblem(await Get($"/kinds?access_token={key}"), 401, "not-authenticated");
    }

    [Theory]
    [InlineData("""{"scopes": ["jobs:read"]}""", "name", "is required")]
    [InlineData("""{"name": "", "scopes": ["jobs:read"]}""", "name", "1 to 100 characters")]
    [InlineData("""{"name": "a"}""", "scopes", "at least one")]
    [InlineData("""{"name": "a", "scopes": ["jobs:all"]}""", "scopes[0]", "jobs:read")]
    [InlineData("""{"name": "a", "scopes": ["admin"], "tenant": "shop"}""", "scopes", "one tenant's")]
    [InlineData("""{"name": "a", "scopes": ["jobs:read"], "expiresAt": "2026-01-31T12:00:00Z"}""", "expiresAt", "in the future")]
    public async Task What_cannot_be_a_key_is_refused_by_field(string body, string field, string message)
    {
        var problem = await ReadProblem(await Post("/admin/keys", body, With(AdminKey)), 422, "invalid-request");
        Assert.Contains(message, FieldError(problem, field), StringComparison.Ordinal);
        Assert.Empty(Grains.ApiKeys);
    }

    [Fact]
    public async Task There_are_no_more_keys_than_allowed()
    {
        Grains.MostKeys = 0;
        await ReadProblem(await Post("/admin/keys", """{"name": "a", "scopes": ["admin"]}""", With(AdminKey)), 409, "too-many-keys");
    }

    [Fact]
    public async Task The_kind_that_acts_on_all_jobs_demands_what_its_route_demands()
    {
        const string Job = """{"kind":"jobs.action","input":{"action":"cancel","filter":{}}}""";
        await ReadProblem(await Post("/jobs", Job, With(await NewKey([Scopes.Submit]))), 403, "scope-missing");
        await ReadProblem(await Post("/jobs", Job, With(await NewKey([Scopes.Submit, Scopes.Operate], tenant: "shop"))), 403, "scope-missing");
        await ReadJson(await Post("/jobs", Job, With(await NewKey([Scopes.Submit, Scopes.Operate]))), 202);
    }
}
