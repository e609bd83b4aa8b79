namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What became of one item of a batch.</summary>
public sealed record BatchOutcome
{
    /// <summary>The status that a submit of the item alone would have been answered with.</summary>
    public required int Status { get; init; }

    /// <summary>The job's id, if there is a job.</summary>
    public Guid? Id { get; init; }

    /// <summary>The job, if the request preferred return=representation.</summary>
    public Job? Job { get; init; }

    /// <summary>Why there is no job.</summary>
    public ProblemDocument? Problem { get; init; }
}
