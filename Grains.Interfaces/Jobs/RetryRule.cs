namespace OrleansJobs.Jobs;

/// <summary>
/// When a failed attempt is repeated: attempt n + 1 follows <c>min(initialDelay * factor^(n-1), maxDelay)</c> after
/// attempt n failed, shortened or lengthened at random by at most the share <c>jitter</c>.
/// </summary>
[GenerateSerializer, Immutable, Alias("RetryRule")]
public sealed record RetryRule
{
    /// <summary>Attempts that may fail in all, the first included. 1 means no retry. Default 5.</summary>
    [Id(0)]
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The pause after the first failure. Default 1 s.</summary>
    [Id(1)]
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>By what the pause grows from failure to failure, at least 1. Default 2.</summary>
    [Id(2)]
    public double Factor { get; init; } = 2;

    /// <summary>The longest pause. Default 5 min.</summary>
    [Id(3)]
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The share of the pause, 0 to 1, by which chance may change it either way. Default 0.1.</summary>
    [Id(4)]
    public double Jitter { get; init; } = 0.1;
}
