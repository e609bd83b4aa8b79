namespace OrleansJobs.WebFrontend.Problems;

/// <summary>An error as it is answered (RFC 9457), in media type application/problem+json.</summary>
/// <param name="Type">The kind of error: a stable path of this service, where it is explained.</param>
/// <param name="Title">The kind of error in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong this time.</param>
/// <param name="Instance">The path that was asked for, as it was sent.</param>
/// <param name="TraceId">Finds the request in the service's log.</param>
/// <param name="Errors">What is wrong, by field or parameter ("retry.maxAttempts", "tags[2]").</param>
public sealed record ProblemDocument(
    string Type, string Title, int Status, string Detail, string Instance, string TraceId, IReadOnlyDictionary<string, string[]>? Errors = null);
