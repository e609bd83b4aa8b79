using OrleansJobs.Traffic;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>Test runs: real requests that the service makes to itself.</summary>
internal static class TestEndpoint
{
    /// <summary>Makes n requests to the service itself</summary>
    /// <remarks>Answers when all of them have been answered, or at once with the job that makes them.</remarks>
    /// <param name="n">How many: 0 to 1,000,000.</param>
    /// <response code="200">Text: Finished test run with 20 requests</response>
    /// <response code="202">The job; it reports its progress</response>
    [Fails(404), Fails(409), Fails(422), Fails(429)]
    [AnswerHeader(200, "Location", "The job.")]
    [Example(200, "\"Finished test run with 20 requests\"")]
    public static async Task<Results<Text, AcceptedAt<Job>, Problem>> Start(
        string n, Query<bool, IsAsync> query, OwnAddress address, JobWaiter waiter, HttpContext context, IGrainFactory grains)
    {
        if (query.Problem is { } problem) return problem;
        if (!n.All(char.IsAsciiDigit)) return ProblemTypes.NotFound.Because("The number of requests must be a whole number, not negative: /test/20/.");
        await address.Tell();
        // What does not fit is a number that is too large, which the grain refuses.
        var requests = long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        var result = await grains.GetGrain<ITrafficTestGrain>(0).Start(requests, TraceContext.Of(context.Request));
        if (result is not SubmitResult.Accepted { Job: var job }) return JobResults.ProblemOf(result);
        if (query.Value) return JobResults.Accepted(job);
        context.Response.Headers.Location = $"/jobs/{job.Id}";
        return await waiter.Wait(job.Id, TimeSpan.MaxValue, context.RequestAborted) switch
        {
            { State: JobState.Succeeded } => new Text($"Finished test run with {requests} requests"),
            { HasEnded: false } => ProblemTypes.Draining,
            _ => ProblemTypes.NoResult.Because("The test run failed or was cancelled. The header Location names its job."),
        };
    }

    /// <summary>The query string of a test run.</summary>
    internal sealed class IsAsync : IQueryForm<bool>
    {
        public static bool Read(QueryReader query) => query.OneOf("async", "Whether to answer at once.", "true", "false") == "true";
    }
}
