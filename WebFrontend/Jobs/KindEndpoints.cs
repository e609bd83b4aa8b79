using OrleansJobs.WebFrontend.Access;
using OrleansJobs.Workers;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The kinds of job over HTTP.</summary>
internal static class KindEndpoints
{
    public static void MapKinds(this IEndpointRouteBuilder routes)
    {
        var kinds = routes.MapGroup("/kinds").WithTags("Kinds").ChangesDemand(Scopes.Work);
        kinds.MapGet("", List);
        kinds.MapGet("{name}", Get);
        kinds.MapPut("{name}", Put);
        kinds.MapDelete("{name}", Remove);
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
            : NotFound;
    }

    /// <summary>Registers a kind of job that workers run, or replaces it</summary>
    /// <remarks>
    /// What is left out gets its default: the queue "default", the usual retries, no timeout, any input. Jobs that there are stay as they are;
    /// the answer holds for every submit after it, in other processes of a cluster within a second.
    /// </remarks>
    /// <param name="name">The kind's name: letters a-z and A-Z, digits, dot, underscore and hyphen.</param>
    /// <response code="200">The kind, replaced</response>
    /// <response code="201">The new kind</response>
    [Fails(409)]
    [Example(200, OutsideExample), Example(201, OutsideExample)]
    public static async Task<Results<Answer<KindDescription>, MadeAt<KindDescription>, Problem>> Put(string name, Body<OutsideKind, KindForm> body, IGrainFactory grains)
    {
        if (body.Problem is { } problem) return problem;
        var result = await grains.GetGrain<IKindsGrain>(0).Put(body.Value with { Name = name });
        return result is KindResult.Changed { IsNew: true, Kind: var made } ? new MadeAt<KindDescription>(made, $"/kinds/{name}")
            : result is KindResult.Changed { Kind: var changed } ? new Answer<KindDescription>(changed)
            : ProblemOf(result);
    }

    /// <summary>Lets no job of a kind that workers run be submitted any more</summary>
    /// <remarks>Jobs that there are stay as they are, and workers that ask for them get them.</remarks>
    /// <param name="name">The kind's name; matches exactly.</param>
    /// <response code="204">The kind is gone</response>
    [Fails(404), Fails(409)]
    public static async Task<Results<NoContent, Problem>> Remove(string name, IGrainFactory grains) =>
        await grains.GetGrain<IKindsGrain>(0).Remove(name) switch
        {
            KindResult.Changed => TypedResults.NoContent(),
            var refused => ProblemOf(refused),
        };

    private const string OutsideExample =
        """
        {
          "name": "thumbnail", "queue": "images", "timeout": "PT5M",
          "retry": {"maxAttempts": 5, "initialDelay": "PT1S", "factor": 2, "maxDelay": "PT5M", "jitter": 0.1},
          "input": {"type": "object", "required": ["url"]}, "result": true, "numbered": false, "outside": true
        }
        """;

    private static Problem NotFound => ProblemTypes.KindNotFound.Because("No kind of this name is registered.");

    private static Problem ProblemOf(KindResult result) => result switch
    {
        KindResult.RunsHere => ProblemTypes.KindRunsHere,
        KindResult.NotFound => NotFound,
        KindResult.Invalid invalid => Problem.Invalid(invalid.Errors),
        KindResult.Unavailable => Problem.Unavailable(),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no refusal of a change."),
    };
}
