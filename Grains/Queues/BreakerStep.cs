namespace OrleansJobs.Grains.Queues;

/// <summary>What a breaker is about to do, once it is stored: one of the nested records.</summary>
internal abstract record BreakerStep
{
    private BreakerStep()
    {
    }

    /// <summary>It opens: so many of the last attempts failed.</summary>
    public sealed record Open(DateTimeOffset Until, int Failed, int Of) : BreakerStep;

    /// <summary>It closes, as the job succeeded that was started while it was half-open.</summary>
    public sealed record Close : BreakerStep;
}
