namespace OrleansJobs.WebFrontend.Service;

/// <summary>What the service says of itself.</summary>
/// <param name="Status">"ok" (the process answers) or "ready" (it can do its work).</param>
public sealed record ServiceStatus(string Status);
