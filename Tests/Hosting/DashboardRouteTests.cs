using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Orleans.Dashboard;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.WebFrontend.Hosting;
using Xunit;

namespace OrleansJobs.Tests.Hosting;

public sealed class DashboardRouteTests
{
    [Fact]
    public async Task Every_route_of_Orleans_dashboard_is_behind_one_that_demands_the_scope_admin()
    {
        var door = Assert.Single(await RoutesOf(app => app.MapDashboard()));
        Assert.Equal("/orleans/{**path}", door.RoutePattern.RawText);
        Assert.Equal("admin", Assert.Single(door.Metadata.GetOrderedMetadata<IAuthorizeData>()).Policy);

        var behind = await RoutesOf(app => app.MapOrleansDashboard("/orleans"));
        Assert.True(behind.Count > 5);
        Assert.All(behind, route => Assert.StartsWith("/orleans", route.RoutePattern.RawText, StringComparison.Ordinal));
    }

    private static async Task<List<RouteEndpoint>> RoutesOf(Action<WebApplication> map)
    {
        var builder = ServerBuilder.Create();
        builder.AddSilo();
        builder.AddWebFrontend();
        await using var app = builder.Build();
        map(app);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }
}
