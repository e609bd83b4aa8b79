namespace OrleansJobs.WebFrontend.Numbers;

/// <summary>The answer to GET /total.</summary>
/// <param name="Total">The sum.</param>
public sealed record TotalReply(long Total);
