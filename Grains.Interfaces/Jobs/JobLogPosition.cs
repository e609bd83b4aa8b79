namespace OrleansJobs.Jobs;

/// <summary>A place in the log of a job.</summary>
[GenerateSerializer, Immutable, Alias("JobLogPosition")]
public sealed record JobLogPosition
{
    /// <summary>Before the first line.</summary>
    public static JobLogPosition Start { get; } = new() { Attempt = 0, Number = 0 };

    /// <summary>The number of the attempt.</summary>
    [Id(0)]
    public required int Attempt { get; init; }

    /// <summary>The number of the line within the attempt.</summary>
    [Id(1)]
    public required int Number { get; init; }
}
