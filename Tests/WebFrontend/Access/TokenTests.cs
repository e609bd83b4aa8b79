using OrleansJobs.WebFrontend.Access;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

public sealed class TokenTests : GuardedService
{
    [Fact]
    public async Task A_token_does_what_was_asked_for_until_it_is_over()
    {
        var key = await NewKey([Scopes.Read, Scopes.Submit]);
        var answer = await ReadJson(await Post("/auth/token", """{"scopes": ["jobs:read"], "lifetime": "PT1M"}""", With(key)), 200);
        Assert.Equal(("Bearer", 60, "jobs:read"), (answer.GetProperty("token_type").GetString(), answer.GetProperty("expires_in").GetInt32(), answer.GetProperty("scope").GetString()));
        var token = answer.GetProperty("access_token").GetString()!;
        await ReadJson(await Get("/kinds", With(token)), 200);
        await ReadProblem(await Post("/jobs", """{"kind":"sleep"}""", With(token)), 403, "scope-missing");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await ReadProblem(await Get("/kinds", With(token)), 401, "not-authenticated");
    }

    [Fact]
    public async Task A_token_of_a_token_is_good_no_longer()
    {
        var first = await Token(AdminKey, """{"lifetime": "PT1M"}""");
        Clock.Advance(TimeSpan.FromSeconds(40));
        var second = await ReadJson(await Post("/auth/token", null, With(first)), 200);
        Assert.Equal(20, second.GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public async Task A_token_ends_with_its_key()
    {
        var key = await NewKey([Scopes.Read]);
        var token = await Token(key, "{}");
        await ReadJson(await Get("/kinds", With(token)), 200);
        Grains.ApiKeys.Clear();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await ReadProblem(await Get("/kinds", With(token)), 401, "not-authenticated");
    }

    [Fact]
    public async Task A_token_stays_within_its_tenant()
    {
        var token = await Token(await NewKey([Scopes.Submit], tenant: "shop"), "{}");
        await ReadJson(await Post("/jobs", """{"kind":"sleep"}""", With(token)), 202);
        Assert.Equal("shop", Assert.Single(Grains.Submitted).Spec.Tenant);
    }

    [Theory]
    [InlineData("""{"scopes": ["admin"]}""", "scopes")]
    [InlineData("""{"lifetime": "PT16M"}""", "lifetime")]
    [InlineData("""{"lifetime": "PT0S"}""", "lifetime")]
    public async Task No_token_does_more_than_who_asks(string body, string field) =>
        FieldError(await ReadProblem(await Post("/auth/token", body, With(await NewKey([Scopes.Read]))), 422, "invalid-request"), field);

    private async Task<string> Token(string credentials, string body) =>
        (await ReadJson(await Post("/auth/token", body, With(credentials)), 200)).GetProperty("access_token").GetString()!;
}

public sealed class NoTokenTests : OrleansJobs.Tests.WebFrontend.Fakes.WebService
{
    [Fact]
    public async Task Without_an_admin_key_none_is_given_out() => await ReadProblem(await Post("/auth/token"), 404, "no-tokens");
}
