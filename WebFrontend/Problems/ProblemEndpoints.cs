using OrleansJobs.WebFrontend.OpenApi;
using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.Problems;

/// <summary>Explains the types of problems, at the address that each problem document names.</summary>
internal static class ProblemEndpoints
{
    public static void MapProblems(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/problems/{slug}", Get)
            .Documented(Get, "Problems", "Explains a type of problem")
            .PathParameter("slug", "The end of the problem's type.")
            .Answers<ProblemExplanation>(200, "What the problem means")
            .AnswersProblems(404);

    private static Task Get(HttpContext context)
    {
        if (ProblemTypes.Find(context.GetRouteValue("slug") as string) is not { } type)
            return ProblemReply.Write(context, new Problem(ProblemTypes.NotFound, "There is no such type of problem."));
        var explanation = new ProblemExplanation
        {
            Type = type.Uri,
            Title = type.Title,
            Status = type.Status,
            Explanation = type.Explanation,
        };
        return JsonReply.Write(context, 200, explanation, ApiJson.Default.ProblemExplanation);
    }
}
