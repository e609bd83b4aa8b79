namespace OrleansJobs.Grains.Jobs.BuiltIn;

/// <summary>The input of <see cref="SleepJob"/> and <see cref="SpinJob"/>.</summary>
public sealed record DurationInput
{
    /// <summary>How long, as an ISO 8601 duration ("PT0.05S"); not negative.</summary>
    public required TimeSpan Duration { get; init; }
}
