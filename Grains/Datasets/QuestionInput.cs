namespace OrleansJobs.Grains.Datasets;

/// <summary>The input of jobs about all locations.</summary>
public sealed record QuestionInput
{
    /// <summary>The question, as the table has it.</summary>
    public required string Question { get; init; }

    /// <summary>The dataset to ask; the default one if absent.</summary>
    public string? Dataset { get; init; }
}
