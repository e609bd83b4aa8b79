using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Service;

public sealed class HealthTests : WebService
{
    private Func<HealthCheckResult> _store = () => HealthCheckResult.Healthy();

    protected override void Configure(WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck("store", () => _store());

    [Fact]
    public async Task The_process_answers() =>
        Assert.Equal("ok", (await ReadJson(await Get("/healthz"), 200)).GetProperty("status").GetString());

    [Fact]
    public async Task It_is_ready_when_every_check_is_healthy() =>
        Assert.Equal("ready", (await ReadJson(await Get("/readyz"), 200)).GetProperty("status").GetString());

    [Fact]
    public async Task It_is_not_ready_when_a_check_is_not()
    {
        _store = () => HealthCheckResult.Unhealthy("is locked");
        var response = await Get("/readyz");
        Assert.Equal("is locked", FieldError(await ReadProblem(response, 503, "not-ready"), "store"));
        Assert.NotNull(response.Headers.RetryAfter);
        await ReadJson(await Get("/healthz"), 200);
    }

    [Fact]
    public async Task What_a_check_throws_is_not_told()
    {
        _store = () => throw new InvalidOperationException("password=secret");
        Assert.Equal("does not answer", FieldError(await ReadProblem(await Get("/readyz"), 503, "not-ready"), "store"));
    }

    [Fact]
    public async Task It_is_not_ready_while_being_stopped()
    {
        App.Lifetime.StopApplication();
        await ReadProblem(await Get("/readyz"), 503, "draining");
    }
}
