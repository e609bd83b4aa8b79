using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Dashboard.Hosting;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Access;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

/// <summary>A caller without any scope.</summary>
public sealed class ScopeTests : WebService
{
    /// <summary>Routes for everybody: they tell nothing of what the service does.</summary>
    private static readonly string[] Open =
        ["", "healthz", "readyz", "docs", "docs/{documentName?}", "docs/scalar.js", "docs/scalar.aspnetcore.js", "openapi/v1.json", "problems/{slug}", "api/token"];

    protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton(new LocalCaller());

    [Fact]
    public void Every_route_demands_one_scope_but_those_that_are_open()
    {
        foreach (var endpoint in App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(route => !OfDashboard.Has(route)))
        {
            var demands = endpoint.Metadata.OfType<IAuthorizeData>().Select(demand => demand.Policy).ToList();
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || Open.Contains(endpoint.RoutePattern.RawText!.Trim('/')))
                Assert.True(demands.Count == 0, endpoint.DisplayName);
            else
                Assert.True(demands is [var demand] && (demand is null || Scopes.All.Contains(demand)), $"{endpoint.DisplayName} demands {string.Join(", ", demands)}");
        }
    }

    [Theory]
    [InlineData("GET", "/jobs", Scopes.Read)]
    [InlineData("GET", "/jobs/{id}/events", Scopes.Read)]
    [InlineData("POST", "/jobs", Scopes.Submit)]
    [InlineData("POST", "/jobs/{id}/replay", Scopes.Submit)]
    [InlineData("POST", "/jobs/{id}/signals/{name}", Scopes.Submit)]
    [InlineData("GET", "/animals/{name}", Scopes.Submit)]
    [InlineData("POST", "/movies", Scopes.Submit)]
    [InlineData("POST", "/queues/{name}/lease", Scopes.Work)]
    [InlineData("POST", "/jobs/{id}/heartbeat", Scopes.Work)]
    [InlineData("PUT", "/jobs/{id}/steps/{name}", Scopes.Work)]
    [InlineData("PUT", "/kinds/{name}", Scopes.Work)]
    [InlineData("GET", "/kinds/{name}", Scopes.Read)]
    [InlineData("POST", "/jobs/{id}/cancel", Scopes.Operate)]
    [InlineData("POST", "/jobs/{id}/retry", Scopes.Operate)]
    [InlineData("DELETE", "/jobs/{id}", Scopes.Operate)]
    [InlineData("POST", "/jobs/actions", Scopes.Operate)]
    [InlineData("PUT", "/queues/{name}", Scopes.Operate)]
    [InlineData("POST", "/schedules/{name}/run", Scopes.Operate)]
    [InlineData("GET", "/api/graceful_shutdown", Scopes.Admin)]
    [InlineData("GET", "/admin/audit", Scopes.Admin)]
    public void A_route_demands_its_scope(string method, string pattern, string scope)
    {
        var endpoint = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(endpoint =>
            !OfDashboard.Has(endpoint) && "/" + endpoint.RoutePattern.RawText!.Trim('/') == pattern && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains(method));
        Assert.Equal(scope, Assert.Single(endpoint.Metadata.OfType<IAuthorizeData>()).Policy);
    }

    [Theory]
    [InlineData("/admin/silos")]
    [InlineData("/jobs")]
    [InlineData("/animals/tigers")]
    public async Task Who_lacks_it_is_refused(string path) => await ReadProblem(await Get(path), 403, "scope-missing");
}
