using System.Collections.Immutable;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// What is kept of a CSV: every text once, in order of code points, and a cell for each combination that occurs, in order of
/// its numbers. Rows themselves are not kept: every statistic follows from the cells, and these do not grow with the rows.
/// </summary>
internal sealed record DatasetTable
{
    /// <summary>Rows of the CSV.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows among them without a value.</summary>
    public required long RowsWithoutValue { get; init; }

    /// <summary>The different questions, also those that have no value.</summary>
    public required ImmutableArray<string> Questions { get; init; }

    /// <summary>The different locations, also those that have no value.</summary>
    public required ImmutableArray<string> Locations { get; init; }

    /// <summary>The different categories.</summary>
    public required ImmutableArray<string> Categories { get; init; }

    /// <summary>The different segments of all categories.</summary>
    public required ImmutableArray<string> Segments { get; init; }

    /// <summary>The cells, by question, location, category, segment.</summary>
    public required ImmutableArray<DatasetCell> Cells { get; init; }
}
