using System.Collections.Immutable;

namespace OrleansJobs.Datasets;

/// <summary>The texts of a column, each once, in order of their code points.</summary>
[GenerateSerializer, Immutable, Alias("DatasetTexts")]
public sealed record DatasetTexts
{
    /// <summary>The version of the dataset that they are of.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>The texts.</summary>
    [Id(1)]
    public required ImmutableArray<string> Texts { get; init; }
}
