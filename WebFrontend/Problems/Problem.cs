using OrleansJobs.Jobs;

namespace OrleansJobs.WebFrontend.Problems;

/// <summary>One occurrence of an error.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Detail">What is wrong this time, for the caller. Nothing of the server's inside.</param>
internal sealed record Problem(ProblemType Type, string Detail)
{
    private const string Unchanged =
        "The service cannot use its store or silo now. Nothing was changed; repeat the request after the time in Retry-After.";

    /// <summary>What is wrong, per field or parameter.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>After how many seconds it is worth trying again; null if it is not.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The body or its meaning is wrong.</summary>
    public static Problem Invalid(IReadOnlyList<FieldError> errors) =>
        new(ProblemTypes.InvalidRequest, "The request has invalid fields.") { Errors = errors };

    /// <summary>The query string is wrong.</summary>
    public static Problem InvalidQuery(IReadOnlyList<FieldError> errors) =>
        new(ProblemTypes.InvalidQuery, "The query string has invalid parameters.") { Errors = errors };

    /// <summary>The store or the silo did not answer in time.</summary>
    /// <param name="unchanged">Whether it is certain that nothing was changed.</param>
    public static Problem Unavailable(bool unchanged = false) =>
        new(ProblemTypes.Unavailable, unchanged ? Unchanged : ProblemTypes.Unavailable.Explanation) { RetryAfter = 1 };

    /// <summary>The service is being stopped.</summary>
    public static Problem Draining() =>
        new(ProblemTypes.Draining, ProblemTypes.Draining.Explanation) { RetryAfter = 5 };
}
