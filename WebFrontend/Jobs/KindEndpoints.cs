namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The kinds of job over HTTP.</summary>
internal static class KindEndpoints
{
    public static void MapKinds(this IEndpointRouteBuilder routes)
    {
        var kinds = routes.MapGroup("/kinds").WithTags("Kinds");
        kinds.MapGet("", List);
        kinds.MapGet("{name}", Get);
    }

    /// <summary>Lists the kinds of job that can be submitted</summary>
    /// <response code="200">The kinds, by name</response>
    public static async Task<Results<Answer<KindList>, Problem>> List(NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return new Answer<KindList>(new KindList(await grains.GetGrain<IKindsGrain>(0).List()));
    }

    /// <summary>Describes a kind of job: its input, its result, and what holds if a job does not say otherwise</summary>
    /// <param name="name">The kind's name; matches exactly.</param>
    /// <response code="200">The kind</response>
    [Fails(404)]
    [Example(200,
        """
        {
          "name": "sleep", "queue": "default",
          "retry": {"maxAttempts": 5, "initialDelay": "PT1S", "factor": 2, "maxDelay": "PT5M", "jitter": 0.1},
          "input": {"type": "object", "properties": {"duration": {"type": "string", "format": "duration"}}, "additionalProperties": false, "required": ["duration"]},
          "result": {"type": ["string", "null"]}
        }
        """)]
    public static async Task<Results<Answer<KindDescription>, Problem>> Get(string name, NoQuery query, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        return await grains.GetGrain<IKindsGrain>(0).Get(name) is { } kind
            ? new Answer<KindDescription>(kind)
            : ProblemTypes.KindNotFound.Because("No handler is registered for a kind of this name.");
    }
}
