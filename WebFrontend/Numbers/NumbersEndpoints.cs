using OrleansJobs.Numbers;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Numbers;

/// <summary>The sum of the source's numbers, in the form of an older service.</summary>
internal sealed class NumbersEndpoints(IGrainFactory grains)
{
    // GET /total?count=
    public async Task GetTotal(HttpContext context)
    {
        var query = new QueryReader(context.Request, "count");
        var count = query.Integer("count", absent: 0, least: 1, most: NumbersCount.Most);
        if (query.Problem is { } problem)
        {
            await ProblemReply.Write(context, problem);
            return;
        }

        var result = await grains.GetGrain<INumbersGrain>(0).Total(count == 0 ? null : count, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        await (result switch
        {
            TotalResult.Summed summed => JsonReply.Write(context, 200, new TotalReply { Total = summed.Total }, ApiJson.Default.TotalReply),
            TotalResult.Overflow => ProblemReply.Write(context, new Problem(ProblemTypes.SumOverflow, ProblemTypes.SumOverflow.Explanation)),
            TotalResult.SourceFailed failed => ProblemReply.Write(context, new Problem(ProblemTypes.SourceFailed, failed.Reason)),
            TotalResult.Busy => ProblemReply.Write(context, new Problem(ProblemTypes.TooManySums, ProblemTypes.TooManySums.Explanation) { RetryAfter = 1 }),
            _ => throw new NotSupportedException($"{result.GetType()} is not known."),
        });
    }
}
