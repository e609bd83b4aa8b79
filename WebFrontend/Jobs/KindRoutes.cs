using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.OpenApi;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The routes of the kinds of job.</summary>
internal static class KindRoutes
{
    private const string Tag = "Kinds";

    private const string Example =
        """
        {
          "name": "sleep", "queue": "default",
          "retry": {"maxAttempts": 5, "initialDelay": "PT1S", "factor": 2, "maxDelay": "PT5M", "jitter": 0.1},
          "input": {"type": "object", "properties": {"duration": {"type": "string", "format": "duration"}}, "additionalProperties": false, "required": ["duration"]},
          "result": {"type": ["string", "null"]}
        }
        """;

    public static void MapKinds(this IEndpointRouteBuilder routes)
    {
        var grains = routes.ServiceProvider.GetRequiredService<IGrainFactory>();
        RequestDelegate list = context => List(context, grains);
        RequestDelegate get = context => Get(context, grains);
        routes.MapGet("/kinds", list)
            .Documented(list, Tag, "Lists the kinds of job that can be submitted")
            .Answers<KindList>(200, "The kinds, by name")
            .AnswersProblems(400, 503);
        routes.MapGet("/kinds/{name}", get)
            .Documented(get, Tag, "Describes a kind of job: its input, its result, and what holds if a job does not say otherwise")
            .PathParameter("name", "The kind's name; matches exactly.")
            .Answers<KindDescription>(200, "The kind", Example)
            .AnswersProblems(400, 404, 503);
    }

    private static async Task List(HttpContext context, IGrainFactory grains)
    {
        if (new QueryReader(context.Request).Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else
            await JsonReply.Write(context, 200, new KindList { Kinds = await grains.GetGrain<IKindsGrain>(0).List() }, ApiJson.Default.KindList);
    }

    private static async Task Get(HttpContext context, IGrainFactory grains)
    {
        if (new QueryReader(context.Request).Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else if (await grains.GetGrain<IKindsGrain>(0).Get((string)context.GetRouteValue("name")!) is { } kind)
            await JsonReply.Write(context, 200, kind, ApiJson.Default.KindDescription);
        else
            await ProblemReply.Write(context, new Problem(ProblemTypes.KindNotFound, "No handler is registered for a kind of this name."));
    }
}
