namespace OrleansJobs.Jobs;

/// <summary>A step of a job that has been done, with the value that it gave.</summary>
[GenerateSerializer, Immutable, Alias("JobStep")]
public sealed record JobStep
{
    /// <summary>Its name: no other step of the job has it.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it gave.</summary>
    [Id(1)]
    public required Json Value { get; init; }
}
