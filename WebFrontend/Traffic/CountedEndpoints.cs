using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>The simulated endpoint: answers every path below /api that no other route has, and counts it.</summary>
internal sealed class CountedEndpoints(PathCounts counts, IOptions<TrafficCountingOptions> options)
{
    /// <summary>The path that all of these begin with.</summary>
    public const string Prefix = "/api/";

    // A character is at most three bytes of UTF-8.
    private const int LongestCharacter = 3;

    private readonly int _longest = options.Value.PathLength;

    // GET /api/{**path}
    public Task Get(HttpContext context)
    {
        var path = TrafficPath.Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, context.Request.Path.Value!);
        if (path.Length <= Prefix.Length) return WriteProblem(context, ProblemTypes.NotFound);
        if (path.Length * LongestCharacter > _longest && Encoding.UTF8.GetByteCount(path) > _longest)
            return WriteProblem(context, ProblemTypes.UriTooLong);
        return counts.TryAdd(path) ? WriteFinished(context, path) : ProblemReply.Write(context, Problem.Unavailable(unchanged: true));
    }

    private static Task WriteFinished(HttpContext context, string path)
    {
        // An answer from a cache would not be counted.
        context.Response.Headers.CacheControl = "no-store";
        return TextReply.Write(context, $"Request {path} finished");
    }

    private static Task WriteProblem(HttpContext context, ProblemType type) =>
        ProblemReply.Write(context, new Problem(type, type.Explanation));
}
