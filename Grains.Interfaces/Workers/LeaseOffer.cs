namespace OrleansJobs.Workers;

/// <summary>A job for which its queue keeps a slot, for the worker that asked: it is to be leased from the job itself.</summary>
[GenerateSerializer, Immutable, Alias("LeaseOffer")]
public sealed record LeaseOffer
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required Guid JobId { get; init; }

    /// <summary>The queue's activation that keeps the slot: the lease is stored only while it is the current one.</summary>
    [Id(1)]
    public required long Epoch { get; init; }

    /// <summary>The version of the job's row for which the slot is kept.</summary>
    [Id(2)]
    public required long Version { get; init; }
}
