namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>An error of POST /api/states_mean and so on, as an older service gave it.</summary>
public sealed record StatisticErrorReply
{
    /// <summary>Always "error".</summary>
    public string Status { get; init; } = "error";

    /// <summary>What is wrong.</summary>
    public required string Reason { get; init; }
}
