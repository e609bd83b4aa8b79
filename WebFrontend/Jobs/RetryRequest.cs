using OrleansJobs.Jobs;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The body of a request to run an ended job again.</summary>
public sealed record RetryRequest
{
    /// <summary>Replaces the job's input; left out, the job keeps it.</summary>
    public Json? Input { get; init; }
}
