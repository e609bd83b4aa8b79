namespace OrleansJobs.Jobs;

/// <summary>Why an attempt, or a job, failed.</summary>
[GenerateSerializer, Immutable, Alias("JobError")]
public sealed record JobError
{
    /// <summary>The exception's type name, or one of the engine's own: "timeout", "poison", "expired", "input", "result".</summary>
    [Id(0)]
    public required string Type { get; init; }

    /// <summary>A sentence for a person; cut at the configured limit.</summary>
    [Id(1)]
    public required string Message { get; init; }

    /// <summary>The number of the attempt that failed; 0 when none had started.</summary>
    [Id(2)]
    public required int Attempt { get; init; }
}
