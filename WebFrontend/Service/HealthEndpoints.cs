using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.Service;

/// <summary>
/// Tells whether the process lives and whether it can do its work. The second asks every registered health check: the
/// store and the silo add theirs with <c>services.AddHealthChecks().AddCheck(name, ...)</c>.
/// </summary>
internal sealed class HealthEndpoints(HealthCheckService checks, Draining draining)
{
    private static readonly ServiceStatus Ok = new() { Status = "ok" };
    private static readonly ServiceStatus Ready = new() { Status = "ready" };

    // GET /healthz
    public static Task GetHealth(HttpContext context) =>
        JsonReply.Write(context, 200, Ok, ApiJson.Default.ServiceStatus);

    // GET /readyz
    public async Task GetReadiness(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (draining.IsOn)
        {
            await ProblemReply.Write(context, Problem.Draining());
            return;
        }

        var report = await checks.CheckHealthAsync(context.RequestAborted);
        var faults = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(Fault).ToList();
        if (faults.Count == 0)
            await JsonReply.Write(context, 200, Ready, ApiJson.Default.ServiceStatus);
        else
            await ProblemReply.Write(context, new Problem(ProblemTypes.NotReady, "Not ready for work.") { Errors = faults, RetryAfter = 1 });
    }

    // A check that threw has the exception's text as its description, which is not for callers.
    private static FieldError Fault(KeyValuePair<string, HealthReportEntry> entry) => new()
    {
        Field = entry.Key,
        Message = entry.Value.Exception is null && entry.Value.Description is { } description ? description : "does not answer",
    };
}
