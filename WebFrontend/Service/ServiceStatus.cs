namespace OrleansJobs.WebFrontend.Service;

/// <summary>What the service says of itself.</summary>
public sealed record ServiceStatus
{
    /// <summary>"ok" (the process answers) or "ready" (it can do its work).</summary>
    public required string Status { get; init; }
}
