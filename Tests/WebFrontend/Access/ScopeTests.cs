using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Access;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

/// <summary>A caller without any scope.</summary>
public sealed class ScopeTests : WebService
{
    protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton(new LocalCaller());

    [Theory]
    [InlineData("/admin/silos")]
    [InlineData("/admin/grains")]
    public async Task Routes_for_those_who_run_the_service_demand_the_scope_admin(string path) =>
        await ReadProblem(await Get(path), 403, "scope-missing");

    [Fact]
    public async Task Other_routes_demand_none() => await ReadJson(await Get("/kinds"), 200);
}
