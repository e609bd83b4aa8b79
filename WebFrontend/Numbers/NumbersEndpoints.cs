using OrleansJobs.Numbers;
using OrleansJobs.WebFrontend.Access;

namespace OrleansJobs.WebFrontend.Numbers;

/// <summary>The sum of the source's numbers, in the form of an older service.</summary>
internal static class NumbersEndpoints
{
    public static void MapNumbers(this IEndpointRouteBuilder routes) => routes.MapGet("/total", GetTotal).WithTags("Numbers").RequireAuthorization(Scopes.Submit);

    /// <summary>The sum of the source's numbers</summary>
    /// <response code="200">The exact sum</response>
    [Fails(422), Fails(502)]
    [Example(200, """{"total": 500000500000}""")]
    public static async Task<Results<Answer<TotalReply>, Problem>> GetTotal(
        Query<int?, CountQuery> query, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (query.Problem is { } problem) return problem;
        return await grains.GetGrain<INumbersGrain>(0).Total(query.Value, cancellationToken) switch
        {
            TotalResult.Summed summed => new Answer<TotalReply>(new TotalReply(summed.Total)),
            TotalResult.Overflow => ProblemTypes.SumOverflow,
            TotalResult.SourceFailed failed => ProblemTypes.SourceFailed.Because(failed.Reason),
            TotalResult.Busy => ProblemTypes.TooManySums,
            var other => throw new NotSupportedException($"{other.GetType()} is not known."),
        };
    }
}

/// <summary>The query string of a sum.</summary>
internal sealed class CountQuery : IQueryForm<int?>
{
    private const string About =
        "How many numbers, from the first; 1 to 100,000,000. Default: what the source gives by itself; the built-in one gives 0 to 1,000,000.";

    public static int? Read(QueryReader query) => query.Integer("count", About, 1, NumbersCount.Most);
}
