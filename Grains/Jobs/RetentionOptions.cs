namespace OrleansJobs.Grains.Jobs;

/// <summary>Configuration section "Retention": how long ended jobs are kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>How long an ended job keeps its input and result. Default 7 days. Kinds may keep theirs for ever.</summary>
    public TimeSpan Payload { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the rest of an ended job is kept, at least <see cref="IdempotencyOptions.Window"/>. Default 30 days.</summary>
    public TimeSpan Row { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often ended jobs are looked through. Default 1 min.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many jobs one commit of a sweep takes. Default 1,000.</summary>
    public int SweepBatch { get; set; } = 1_000;
}
