using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Movies;

/// <summary>Why an item of an import was not added.</summary>
public sealed record MovieImportFault
{
    /// <summary>Its place in the list, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What is wrong, by field.</summary>
    public required ImmutableArray<FieldError> Errors { get; init; }
}
