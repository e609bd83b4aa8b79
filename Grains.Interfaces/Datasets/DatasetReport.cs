namespace OrleansJobs.Datasets;

/// <summary>What there is to say of a dataset.</summary>
[GenerateSerializer, Immutable, Alias("DatasetReport")]
public sealed record DatasetReport
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Follows from the contents alone: the same data has the same version, wherever it is loaded.</summary>
    [Id(1)]
    public required string Version { get; init; }

    /// <summary>Where it came from.</summary>
    [Id(2)]
    public required DatasetSource Source { get; init; }

    /// <summary>When it was loaded or uploaded.</summary>
    [Id(3)]
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>Rows of the table.</summary>
    [Id(4)]
    public required long Rows { get; init; }

    /// <summary>Rows among them whose value is empty. They count nowhere else.</summary>
    [Id(5)]
    public required long RowsWithoutValue { get; init; }

    /// <summary>Different questions.</summary>
    [Id(6)]
    public required int Questions { get; init; }

    /// <summary>Different locations.</summary>
    [Id(7)]
    public required int Locations { get; init; }
}
