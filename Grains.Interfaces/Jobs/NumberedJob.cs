namespace OrleansJobs.Jobs;

/// <summary>A job that has a number, as lists show it.</summary>
[GenerateSerializer, Immutable, Alias("NumberedJob")]
public sealed record NumberedJob
{
    /// <summary>Its number.</summary>
    [Id(0)]
    public required long Number { get; init; }

    /// <summary>Where it is in its life.</summary>
    [Id(1)]
    public required JobState State { get; init; }
}
