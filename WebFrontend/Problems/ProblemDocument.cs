namespace OrleansJobs.WebFrontend.Problems;

/// <summary>An error as it is answered (RFC 9457), in media type application/problem+json.</summary>
public sealed record ProblemDocument
{
    /// <summary>The kind of error: a stable path of this service, where it is explained.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of error in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong this time.</summary>
    public required string Detail { get; init; }

    /// <summary>The path that was asked for, as it was sent.</summary>
    public required string Instance { get; init; }

    /// <summary>Finds the request in the service's log.</summary>
    public required string TraceId { get; init; }

    /// <summary>What is wrong, by field or parameter ("retry.maxAttempts", "tags[2]").</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
