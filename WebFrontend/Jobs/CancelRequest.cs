namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The body of a request to cancel a job.</summary>
public sealed record CancelRequest
{
    /// <summary>Why, for people; at most 1,000 characters.</summary>
    public string? Reason { get; init; }
}
