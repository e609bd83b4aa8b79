using OrleansJobs.WebFrontend.OpenApi;

namespace OrleansJobs.WebFrontend.Numbers;

/// <summary>The route of the numbers and its documentation.</summary>
internal static class NumbersRoutes
{
    private const string Tag = "Numbers";

    public static void MapNumbers(this IEndpointRouteBuilder routes)
    {
        var numbers = ActivatorUtilities.CreateInstance<NumbersEndpoints>(routes.ServiceProvider);
        routes.MapGet("/total", numbers.GetTotal)
            .Documented(numbers.GetTotal, Tag, "The sum of the source's numbers")
            .QueryParameter("count", "How many numbers, from the first; 1 to 100,000,000. Default: what the source gives by itself; the built-in one gives 0 to 1,000,000.", isNumber: true)
            .Answers<TotalReply>(200, "The exact sum", """{"total": 500000500000}""")
            .AnswersProblems(400, 422, 502, 503);
    }
}
