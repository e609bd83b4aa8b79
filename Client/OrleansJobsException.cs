using System.Net;

namespace OrleansJobs.Client;

/// <summary>A call failed: the server refused it, could not be reached, or gave an answer that makes no sense.</summary>
public sealed class OrleansJobsException : Exception
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoErrors = new Dictionary<string, IReadOnlyList<string>>();

    internal OrleansJobsException(Problem problem, TimeSpan? retryAfter)
        : base(problem.ToString()) => (Problem, RetryAfter) = (problem, retryAfter);

    internal OrleansJobsException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>What the server said; null if it gave no answer that could be read.</summary>
    public Problem? Problem { get; }

    /// <summary>The HTTP status; null if the server gave no answer that could be read.</summary>
    public HttpStatusCode? Status => (HttpStatusCode?)Problem?.Status;

    /// <summary>The kind of problem, such as <c>/problems/job-not-found</c>; null as <see cref="Problem"/> is.</summary>
    public string? Type => Problem?.Type;

    /// <summary>What is wrong this time.</summary>
    public string? Detail => Problem?.Detail;

    /// <summary>What is wrong, by field or parameter; empty if it is not about fields.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors => Problem?.Errors ?? NoErrors;

    /// <summary>After how long it is worth trying again; null if the server did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether there is no such thing (404).</summary>
    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>Whether the thing is in a state that does not allow it (409, 412).</summary>
    public bool IsConflict => Status is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed;

    /// <summary>Whether a lease is over: nothing was recorded, and the work should stop.</summary>
    public bool IsStaleToken => Type == ProblemTypes.StaleToken;

    /// <summary>Whether the same call may succeed later: there was no answer, or the server, or something on the way to it, was too busy or being restarted.</summary>
    public bool IsTransient => InnerException is HttpRequestException or IOException or OperationCanceledException
        || Problem?.Status is 408 or 429 or 502 or 503 or 504;
}
