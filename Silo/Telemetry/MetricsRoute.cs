using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OrleansJobs.Silo.Telemetry;

/// <summary>Where Prometheus finds the metrics of a process.</summary>
internal static class MetricsRoute
{
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new HttpMethodMetadata(["GET"])).ExcludeFromDescription();
}
