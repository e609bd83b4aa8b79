namespace OrleansJobs.Grains.Jobs.Actions;

/// <summary>What became of the jobs that an action was for.</summary>
public sealed record JobActionResult
{
    /// <summary>How many there were: the sum of the others.</summary>
    public long Matched => Done + Skipped + Failed;

    /// <summary>How many were changed.</summary>
    public long Done { get; init; }

    /// <summary>How many were in no state for it, or gone.</summary>
    public long Skipped { get; init; }

    /// <summary>How many could not be changed; the action's log says why.</summary>
    public long Failed { get; init; }
}
