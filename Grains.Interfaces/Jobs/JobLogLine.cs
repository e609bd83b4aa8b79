namespace OrleansJobs.Jobs;

/// <summary>A line that an attempt wrote for the people who watch it.</summary>
[GenerateSerializer, Immutable, Alias("JobLogLine")]
public sealed record JobLogLine
{
    /// <summary>The number of the attempt that wrote it.</summary>
    [Id(0)]
    public required int Attempt { get; init; }

    /// <summary>Its place among the lines of that attempt, from 1.</summary>
    [Id(1)]
    public required int Number { get; init; }

    /// <summary>When it was written.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The text, cut at the configured limit.</summary>
    [Id(3)]
    public required string Text { get; init; }
}
