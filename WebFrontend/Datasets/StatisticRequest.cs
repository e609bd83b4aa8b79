namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>The body of POST /api/states_mean and so on, and the input of the job that it starts.</summary>
public sealed record StatisticRequest
{
    /// <summary>The question, as the table has it.</summary>
    public required string Question { get; init; }

    /// <summary>The location, for statistics of one.</summary>
    public string? State { get; init; }
}
