using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansJobs.WebFrontend.Service;

/// <summary>
/// For those who watch over the service: whether the process lives and whether it can do its work. The second asks every registered
/// health check: the store and the silo add theirs with <c>services.AddHealthChecks().AddCheck(name, ...)</c>.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var service = routes.MapGroup("").WithTags("Service");
        service.MapGet("/healthz", GetHealth);
        service.MapGet("/readyz", GetReadiness);
    }

    /// <summary>Whether the process answers</summary>
    /// <response code="200">It does</response>
    [Example(200, """{"status": "ok"}""")]
    public static Answer<ServiceStatus> GetHealth() => new(new ServiceStatus("ok"));

    /// <summary>Whether the service can do its work</summary>
    /// <remarks>Its store is reachable, its silo active, and it is not being stopped.</remarks>
    /// <response code="200">Ready for work</response>
    [Fails(503)]
    [Example(200, """{"status": "ready"}""")]
    public static async Task<Results<Answer<ServiceStatus>, Problem>> GetReadiness(Draining draining, HealthCheckService checks, CancellationToken cancellationToken)
    {
        if (draining.IsOn) return ProblemTypes.Draining;
        var report = await checks.CheckHealthAsync(cancellationToken);
        var faults = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(Fault).ToList();
        return faults.Count == 0
            ? new Answer<ServiceStatus>(new ServiceStatus("ready"))
            : ProblemTypes.NotReady with { Detail = "Not ready for work.", Errors = faults };
    }

    // A check that threw has the exception's text as its description, which is not for callers.
    private static FieldError Fault(KeyValuePair<string, HealthReportEntry> entry) => new()
    {
        Field = entry.Key,
        Message = entry.Value.Exception is null && entry.Value.Description is { } description ? description : "does not answer",
    };
}
