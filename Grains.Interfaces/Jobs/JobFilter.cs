namespace OrleansJobs.Jobs;

/// <summary>Which jobs to list, newest first.</summary>
[GenerateSerializer, Immutable, Alias("JobFilter")]
public sealed record JobFilter
{
    /// <summary>Only jobs in this state.</summary>
    [Id(0)]
    public JobState? State { get; init; }

    /// <summary>Only jobs of this kind.</summary>
    [Id(1)]
    public string? Kind { get; init; }

    /// <summary>Only jobs of this queue.</summary>
    [Id(2)]
    public string? Queue { get; init; }

    /// <summary>At most so many, 1 to 500. Default 50.</summary>
    [Id(3)]
    public int Limit { get; init; } = 50;

    /// <summary>Only jobs stored before the one with this sequence number: the <see cref="JobPage.Next"/> of the page before.</summary>
    [Id(4)]
    public long? Before { get; init; }
}
