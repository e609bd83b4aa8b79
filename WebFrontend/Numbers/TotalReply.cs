namespace OrleansJobs.WebFrontend.Numbers;

/// <summary>The answer to GET /total.</summary>
public sealed record TotalReply
{
    /// <summary>The sum.</summary>
    public required long Total { get; init; }
}
