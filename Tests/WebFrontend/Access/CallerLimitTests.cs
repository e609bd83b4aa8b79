using System.Net;
using OrleansJobs.WebFrontend.Access;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

public sealed class CallerLimitTests : GuardedService
{
    protected override string[] Arguments =>
    [
        .. base.Arguments, "--Access:Throttle:Burst", "4", "--Access:Throttle:Permits", "1", "--Access:Throttle:Per", "1.00:00:00",
        "--Access:Failures:Burst", "2", "--Access:Failures:Permits", "1", "--Access:Failures:Per", "1.00:00:00",
    ];

    [Fact]
    public async Task Each_caller_has_a_bucket_of_its_own()
    {
        var (first, second) = (await NewKey([Scopes.Read]), await NewKey([Scopes.Read]));
        for (var i = 0; i < 4; i++) await ReadJson(await Get("/kinds", With(first)), 200);
        var response = await Get("/kinds", With(first));
        await ReadProblem(response, 429, "too-many-requests");
        Assert.True(response.Headers.RetryAfter!.Delta > TimeSpan.FromHours(1));
        await ReadJson(await Get("/kinds", With(second)), 200);
    }

    [Fact]
    public async Task An_address_that_shows_what_does_not_count_too_often_is_refused_and_others_at_it_are_not()
    {
        for (var i = 0; i < 2; i++) await ReadProblem(await Get("/kinds", With($"wrong{i}")), 401, "not-authenticated");
        await ReadProblem(await Get("/kinds", With("wrong")), 429, "too-many-requests");
        Assert.Equal(HttpStatusCode.OK, (await Get("/kinds", With(AdminKey))).StatusCode);
    }
}
