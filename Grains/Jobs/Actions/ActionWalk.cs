using System.Collections.Immutable;

namespace OrleansJobs.Grains.Jobs.Actions;

/// <summary>How far an action is: its checkpoint, saved before a page of jobs is changed.</summary>
internal sealed record ActionWalk
{
    /// <summary>The jobs to be changed now.</summary>
    public required ImmutableArray<Guid> Page { get; init; }

    /// <summary>Where the page behind them begins; null if there is none.</summary>
    public long? Next { get; init; }

    /// <summary>What became of the jobs before them.</summary>
    public JobActionResult Result { get; init; } = new();
}
