using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Admin;

/// <summary>Draining over HTTP: of the process that answers, and no other.</summary>
internal static class DrainEndpoints
{
    private const string Draining = """{"state": "draining", "running": 3, "until": "2026-01-31T12:00:30+00:00"}""";

    public static void MapDrain(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("drain", Get);
        admin.MapPost("drain", Begin);
        admin.MapDelete("drain", TakeBack);
    }

    /// <summary>How far this process is drained</summary>
    /// <response code="200">Its state</response>
    [Example(200, Draining)]
    public static Results<Answer<DrainStatus>, Problem> Get(NoQuery query, Draining draining) =>
        query.Problem is { } problem ? problem : new Answer<DrainStatus>(draining.Status);

    /// <summary>Drains this process</summary>
    /// <remarks>
    /// It takes no new work (503, draining), leases nothing, is not ready, and starts no job. Jobs that run here may end until the grace time is over;
    /// then they are interrupted as by a stop, and go back to their queues without using a retry. Asked again, the new grace time holds.
    /// </remarks>
    /// <response code="200">How far it is</response>
    [Example(200, Draining)]
    public static Results<Answer<DrainStatus>, Problem> Begin(
        Body<DrainRequest, DrainForm> body, Draining draining, IOptions<ShutdownOptions> options)
    {
        if (body.Problem is { } problem) return problem;
        draining.Begin(body.Value.Grace ?? options.Value.DrainGrace);
        return new Answer<DrainStatus>(draining.Status);
    }

    /// <summary>Lets this process take work again</summary>
    /// <remarks>What was interrupted starts again from its queue. A process that is being stopped stays drained.</remarks>
    /// <response code="200">It takes work</response>
    [Example(200, """{"state": "active", "running": 0}""")]
    public static Results<Answer<DrainStatus>, Problem> TakeBack(NoQuery query, Draining draining)
    {
        if (query.Problem is { } problem) return problem;
        return draining.TakeBack() ? new Answer<DrainStatus>(draining.Status) : ProblemTypes.Draining;
    }
}
