namespace OrleansJobs.Client;

/// <summary>Why the server refused something: a problem document (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary>The kind of problem, such as <c>/problems/job-not-found</c>: a path of the server, where it is explained.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>The kind of problem in words.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What is wrong this time.</summary>
    public string? Detail { get; init; }

    /// <summary>What is wrong, by field or parameter; null if it is not about fields.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>Finds the request in the server's log.</summary>
    public string? TraceId { get; init; }

    /// <summary>The problem in one line.</summary>
    public override string ToString()
    {
        var fields = Errors?.SelectMany(field => field.Value.Select(fault => $"{field.Key} {fault}")) ?? [];
        return $"{Status} {Type}: {string.Join("; ", [Detail ?? Title, .. fields])}";
    }
}
