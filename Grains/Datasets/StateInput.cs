namespace OrleansJobs.Grains.Datasets;

/// <summary>The input of jobs about one location.</summary>
public sealed record StateInput
{
    /// <summary>The question, as the table has it.</summary>
    public required string Question { get; init; }

    /// <summary>The location, as the table has it.</summary>
    public required string State { get; init; }

    /// <summary>The dataset to ask; the default one if absent.</summary>
    public string? Dataset { get; init; }
}
