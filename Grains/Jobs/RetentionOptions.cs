namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Configuration section "Retention": how long ended jobs are kept. What is set for a kind precedes what is set for a final state, and in
/// both the more precise setting holds.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>How long an ended job keeps its input and result, at most as long as the rest. Default 7 days. Kinds may keep theirs for ever.</summary>
    public TimeSpan Payload { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the rest of an ended job is kept, at least <see cref="IdempotencyOptions.Window"/>. Default 30 days.</summary>
    public TimeSpan Row { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Of jobs that succeeded.</summary>
    public RetentionTerm Succeeded { get; set; } = new();

    /// <summary>Of jobs that failed.</summary>
    public RetentionTerm Failed { get; set; } = new();

    /// <summary>Of jobs that were cancelled.</summary>
    public RetentionTerm Cancelled { get; set; } = new();

    /// <summary>Of jobs of single kinds, by their names.</summary>
    public Dictionary<string, KindRetention> Kinds { get; set; } = [];

    /// <summary>How often ended jobs are looked through. Default 1 min.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many jobs one commit of a sweep takes. Default 1,000.</summary>
    public int SweepBatch { get; set; } = 1_000;
}
