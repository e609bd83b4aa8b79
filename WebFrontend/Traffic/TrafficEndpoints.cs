using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>The routes of request statistics.</summary>
internal static class TrafficEndpoints
{
    /// <summary>Maps them. Comes last: what others have mapped below /api is not counted.</summary>
    public static void MapTraffic(this IEndpointRouteBuilder routes)
    {
        routes.CloseNamedPaths("api");
        var traffic = routes.MapGroup("").WithTags("Traffic");
        traffic.MapGet(CountedEndpoint.Prefix + "{**path}", CountedEndpoint.Get);
        traffic.MapGet("/stats/", StatsEndpoints.List);
        traffic.MapGet("/stats/top", StatsEndpoints.GetTop);
        traffic.MapGet("/stats/rate", StatsEndpoints.GetRate);
        traffic.MapPost("/test/{n}/", TestEndpoint.Start).MakesWork();
    }
}
