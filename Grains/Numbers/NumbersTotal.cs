namespace OrleansJobs.Grains.Numbers;

/// <summary>The result of a job of kind "numbers.total".</summary>
public sealed record NumbersTotal
{
    /// <summary>The sum.</summary>
    public required long Total { get; init; }
}
