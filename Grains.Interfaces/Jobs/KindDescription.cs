namespace OrleansJobs.Jobs;

/// <summary>A registered kind of job, for those who submit jobs of it.</summary>
[GenerateSerializer, Immutable, Alias("KindDescription")]
public sealed record KindDescription
{
    /// <summary>The name that jobs give.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The queue of jobs that name none.</summary>
    [Id(1)]
    public required string Queue { get; init; }

    /// <summary>The longest that one attempt may run unless the job says otherwise; null is without limit.</summary>
    [Id(2)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>When failed attempts are repeated unless the job says otherwise.</summary>
    [Id(3)]
    public required RetryRule Retry { get; init; }

    /// <summary>The JSON Schema (2020-12) of the input.</summary>
    [Id(4)]
    public required Json Input { get; init; }

    /// <summary>The JSON Schema (2020-12) of the result.</summary>
    [Id(5)]
    public required Json Result { get; init; }

    /// <summary>Whether each job of the kind gets a small whole number too, by which <c>/api/get_results</c> knows it.</summary>
    [Id(6)]
    public bool Numbered { get; init; }

    /// <summary>Whether workers outside run its jobs.</summary>
    [Id(7)]
    public bool Outside { get; init; }
}
