using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Dashboard.Hosting;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Access;

/// <summary>The dashboard's own routes, which demand no scope but somebody who has signed in.</summary>
public sealed class DashboardDoorTests : GuardedService
{
    [Fact]
    public async Task No_route_of_the_dashboard_answers_whom_it_does_not_know_but_with_the_page_that_asks_for_credentials()
    {
        // The first request builds them.
        Assert.Equal(HttpStatusCode.OK, (await Get("/dashboard/sign-in")).StatusCode);
        var routes = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(OfDashboard.Has)
            .Select(route => route.RoutePattern.RawText!.Trim('/')).Distinct().ToList();
        Assert.Contains("keys", routes);
        Assert.Contains(routes, route => route.StartsWith("_blazor", StringComparison.Ordinal));
        // What Blazor has below _framework is the same for all, and tells of nobody.
        foreach (var route in routes.Where(route => route != "sign-in" && !route.StartsWith("_framework/", StringComparison.Ordinal)))
        {
            var answer = await Get($"/dashboard/{route.Replace("{Id:guid}", "00000000-0000-0000-0000-000000000001", StringComparison.Ordinal).Replace("{Name}", "default", StringComparison.Ordinal)}");
            // Where the answer is from, after redirects.
            var isAsked = answer.RequestMessage!.RequestUri!.PathAndQuery.StartsWith("/dashboard/sign-in?to=", StringComparison.Ordinal);
            Assert.True(isAsked || answer.StatusCode == HttpStatusCode.Unauthorized, $"{route}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Who_shows_credentials_sees_pages() =>
        Assert.Contains("Queues", await (await Get("/dashboard/queues", With(AdminKey))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
}
