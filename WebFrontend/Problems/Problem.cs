namespace OrleansJobs.WebFrontend.Problems;

/// <summary>
/// An error as it is answered (RFC 9457): one of <see cref="ProblemTypes"/>, which callers can tell by its stable type, with what is
/// wrong this time.
/// </summary>
/// <param name="Slug">The end of the type, "/problems/slug".</param>
/// <param name="Status">The HTTP status it comes with.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Explanation">What the type means and what to do, for a person who looks it up.</param>
internal sealed record Problem(string Slug, int Status, string Title, string Explanation) : IResult
{
    private const string Unchanged =
        "The service cannot use its store or silo now. Nothing was changed; repeat the request after the time in Retry-After.";

    /// <summary>The type as it stands in a problem document.</summary>
    public string Type => "/problems/" + Slug;

    /// <summary>What is wrong this time, for the caller. Nothing of the server's inside.</summary>
    public string Detail { get; init; } = Explanation;

    /// <summary>What is wrong, per field or parameter.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>After how many seconds it is worth trying again; null if it is not.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The problem with what is wrong this time.</summary>
    public Problem Because(string detail) => this with { Detail = detail };

    /// <summary>The body or its meaning is wrong.</summary>
    public static Problem Invalid(params IReadOnlyList<FieldError> errors) =>
        ProblemTypes.InvalidRequest with { Detail = "The request has invalid fields.", Errors = errors };

    /// <summary>The query string is wrong.</summary>
    public static Problem InvalidQuery(params IReadOnlyList<FieldError> errors) =>
        ProblemTypes.InvalidQuery with { Detail = "The query string has invalid parameters.", Errors = errors };

    /// <summary>The store or the silo did not answer in time.</summary>
    /// <param name="unchanged">Whether it is certain that nothing was changed.</param>
    public static Problem Unavailable(bool unchanged = false) =>
        unchanged ? ProblemTypes.Unavailable.Because(Unchanged) : ProblemTypes.Unavailable;

    /// <summary>What is wrong with parts of a request: the first problem, and if fields are invalid, those of all parts.</summary>
    /// <returns>Null if nothing is wrong.</returns>
    public static Problem? Of(params ReadOnlySpan<IChecked> parts)
    {
        Problem? first = null;
        foreach (var part in parts)
        {
            if (part.Problem is not { } problem) continue;
            if (first is null) first = problem;
            else if (first.Slug == problem.Slug) first = first with { Errors = [.. first.Errors, .. problem.Errors] };
        }

        return first;
    }

    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.Write(httpContext, this);
}
