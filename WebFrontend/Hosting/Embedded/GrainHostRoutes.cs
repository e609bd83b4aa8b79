namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>What the grain host shows over HTTP: this one nothing but what /admin tells.</summary>
internal static class GrainHostRoutes
{
    public static void MapGrainHost(this IEndpointRouteBuilder routes)
    {
    }
}
