using System.Net;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

public sealed class CrossOriginTests : GuardedService
{
    protected override string[] Arguments => [.. base.Arguments, "--Access:Origins:0", "https://ops.example.org"];

    [Fact]
    public async Task A_page_of_a_named_origin_may_call_and_another_may_not()
    {
        (string, string)[] asks = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization")];
        var named = await Send(HttpMethod.Options, "/jobs", null, [("Origin", "https://ops.example.org"), .. asks]);
        Assert.Equal("https://ops.example.org", named.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var other = await Send(HttpMethod.Options, "/jobs", null, [("Origin", "https://evil.example"), .. asks]);
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get("/jobs", ("Origin", "https://ops.example.org"))).StatusCode);
    }
}

public sealed class NoCrossOriginTests : GuardedService
{
    [Fact]
    public async Task Without_the_setting_no_page_may_and_answers_are_not_for_frames_or_guesses()
    {
        var answer = await Get("/kinds", ("Origin", "https://ops.example.org"), With(AdminKey));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(("nosniff", "DENY", "no-referrer"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));

        string Header(string name) => answer.Headers.GetValues(name).Single();
    }
}
