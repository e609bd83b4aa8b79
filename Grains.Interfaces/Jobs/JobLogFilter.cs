namespace OrleansJobs.Jobs;

/// <summary>Which lines of a job's log to read, oldest first.</summary>
[GenerateSerializer, Immutable, Alias("JobLogFilter")]
public sealed record JobLogFilter
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required Guid JobId { get; init; }

    /// <summary>Only lines of the attempt with this number.</summary>
    [Id(1)]
    public int? Attempt { get; init; }

    /// <summary>At most so many, 1 to 1,000. Default 100.</summary>
    [Id(2)]
    public int Limit { get; init; } = 100;

    /// <summary>Only lines behind this one: the <see cref="JobLogPage.Next"/> of the page before.</summary>
    [Id(3)]
    public JobLogPosition After { get; init; } = JobLogPosition.Start;
}
