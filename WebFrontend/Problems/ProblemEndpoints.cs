namespace OrleansJobs.WebFrontend.Problems;

/// <summary>Explains the types of problems, at the address that each problem document names.</summary>
internal static class ProblemEndpoints
{
    public static void MapProblems(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/problems/{slug}", Get).WithTags("Problems");

    /// <summary>Explains a type of problem</summary>
    /// <param name="slug">The end of the problem's type.</param>
    /// <response code="200">What the problem means</response>
    [Fails(404)]
    public static Results<Answer<ProblemExplanation>, Problem> Get(string slug) =>
        ProblemTypes.Find(slug) is { } type
            ? new Answer<ProblemExplanation>(new(type.Type, type.Title, type.Status, type.Explanation))
            : ProblemTypes.NotFound.Because("There is no such type of problem.");
}
