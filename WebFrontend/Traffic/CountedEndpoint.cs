using Microsoft.AspNetCore.Http.Features;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>The simulated endpoint: answers every path below /api that no other route has, and counts it.</summary>
internal static class CountedEndpoint
{
    /// <summary>The path that all of these begin with.</summary>
    public const string Prefix = "/api/";

    // A character is at most three bytes of UTF-8.
    private const int LongestCharacter = 3;

    /// <summary>Counts the request</summary>
    /// <remarks>Any path that no other route has, of one segment or more. It is counted decoded, without query, with its last slash.</remarks>
    /// <param name="path">Anything; at most 2,048 bytes.</param>
    /// <response code="200">Text: Request /api/one/ finished</response>
    [Fails(404), Fails(414)]
    [Example(200, "\"Request /api/one/ finished\"")]
    public static Results<Text, Problem> Get(string? path, HttpContext context, PathCounts counts, IOptions<TrafficCountingOptions> options)
    {
        var counted = TrafficPath.Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, context.Request.Path.Value!);
        var longest = options.Value.PathLength;
        if (counted.Length <= Prefix.Length) return ProblemTypes.NotFound;
        if (counted.Length * LongestCharacter > longest && Encoding.UTF8.GetByteCount(counted) > longest) return ProblemTypes.UriTooLong;
        return counts.TryAdd(counted) ? new Text($"Request {counted} finished") : Problem.Unavailable(unchanged: true);
    }
}
