using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.WebFrontend.Hosting;
using Xunit;

namespace OrleansJobs.Tests.Hosting;

public sealed class DashboardRouteTests
{
    [Fact]
    public async Task Every_route_of_Orleans_dashboard_demands_the_scope_admin()
    {
        var builder = ServerBuilder.Create();
        builder.AddSilo();
        builder.AddWebFrontend();
        await using var app = builder.Build();
        app.MapDashboard();
        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.True(routes.Count > 5);
        Assert.All(routes, route =>
        {
            Assert.StartsWith("/orleans", route.RoutePattern.RawText, StringComparison.Ordinal);
            Assert.Equal("admin", Assert.Single(route.Metadata.GetOrderedMetadata<IAuthorizeData>()).Policy);
        });
    }
}
