using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.WebFrontend.Hosting;
using Xunit;

namespace OrleansJobs.Tests.Hosting;

public sealed class DashboardRouteTests
{
    [Fact]
    public async Task Orleans_dashboard_demands_the_scope_admin()
    {
        var builder = ServerBuilder.Create();
        builder.AddSilo();
        builder.AddWebFrontend();
        await using var app = builder.Build();
        app.MapDashboard();
        var route = Assert.Single(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>());
        Assert.Equal("/orleans/{**path}", route.RoutePattern.RawText);
        Assert.Equal("admin", Assert.Single(route.Metadata.GetOrderedMetadata<IAuthorizeData>()).Policy);
    }
}
