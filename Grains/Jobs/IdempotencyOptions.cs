namespace OrleansJobs.Grains.Jobs;

/// <summary>Configuration section "Idempotency".</summary>
public sealed class IdempotencyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Idempotency";

    /// <summary>For how long after a job's end its idempotency key is remembered at the least. Default 24 h.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(24);
}
