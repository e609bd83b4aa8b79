using System.Globalization;
using OrleansJobs.Jobs;
using OrleansJobs.Traffic;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>Test runs: real requests that the service makes to itself.</summary>
internal sealed class TestEndpoints(IGrainFactory grains, OwnAddress address, JobWaiter waiter, Draining draining)
{
    // POST /test/{n}
    public async Task Start(HttpContext context)
    {
        var query = new QueryReader(context.Request, "async");
        var isAsync = query.Flag("async");
        if (query.Problem is { } problem)
            await ProblemReply.Write(context, problem);
        else if (!TryGetNumber(context, out var requests))
            await ProblemReply.Write(context, new Problem(ProblemTypes.NotFound, "The number of requests must be a whole number, not negative: /test/20/."));
        else if (draining.IsOn)
            await ProblemReply.Write(context, Problem.Draining());
        else
            await Start(context, requests, isAsync);
    }

    private async Task Start(HttpContext context, long requests, bool isAsync)
    {
        await address.Tell();
        var result = await grains.GetGrain<ITrafficTestGrain>(0).Start(requests, TraceContext.Of(context.Request));
        if (isAsync || result is not SubmitResult.Accepted { Job.Id: var id })
        {
            await JobReply.Write(context, result);
            return;
        }

        context.Response.Headers.Location = $"/jobs/{id}";
        var job = await waiter.Wait(id, TimeSpan.MaxValue, context.RequestAborted);
        await (job switch
        {
            { State: JobState.Succeeded } => TextReply.Write(context, $"Finished test run with {requests} requests"),
            { HasEnded: false } => ProblemReply.Write(context, Problem.Draining()),
            _ => ProblemReply.Write(context, new Problem(ProblemTypes.NoResult, "The test run failed or was cancelled. The header Location names its job.")),
        });
    }

    /// <summary>Digits only. With more of them than fit it is a number that is too large, which the grain refuses.</summary>
    private static bool TryGetNumber(HttpContext context, out long number)
    {
        var text = (string)context.GetRouteValue("n")!;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)) number = long.MaxValue;
        return text.All(char.IsAsciiDigit);
    }
}
