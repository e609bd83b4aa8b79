namespace OrleansJobs.Datasets;

/// <summary>What is asked of a dataset.</summary>
[GenerateSerializer, Immutable, Alias("DatasetQuestion")]
public sealed record DatasetQuestion
{
    /// <summary>The most characters of a question or a location: no table has a longer one.</summary>
    public const int LongestText = 1_000;

    /// <summary>The statistic.</summary>
    [Id(0)]
    public required DatasetStatistic Statistic { get; init; }

    /// <summary>The question, as the table has it.</summary>
    [Id(1)]
    public string? Question { get; init; }

    /// <summary>The location, for statistics of one.</summary>
    [Id(2)]
    public string? State { get; init; }
}
