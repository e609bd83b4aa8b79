using System.Collections.Immutable;

namespace OrleansJobs.Grains.Movies;

/// <summary>The result of a job of kind "movies.import".</summary>
public sealed record MovieImportResult
{
    /// <summary>Movies that were added.</summary>
    public required int Added { get; init; }

    /// <summary>Movies that were there already, the same in each field: also those that an attempt added which then crashed.</summary>
    public required int Existing { get; init; }

    /// <summary>Items that were not added.</summary>
    public required int Failed { get; init; }

    /// <summary>Why they were not, in their order; at most Movies:ImportFaults.</summary>
    public required ImmutableArray<MovieImportFault> Faults { get; init; }
}
