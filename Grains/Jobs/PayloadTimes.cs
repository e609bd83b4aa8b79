namespace OrleansJobs.Grains.Jobs;

/// <summary>How long ended jobs of a kind keep input and result, by how they ended; null is for ever.</summary>
public sealed record PayloadTimes(TimeSpan? Succeeded, TimeSpan? Failed, TimeSpan? Cancelled)
{
    /// <summary>However they ended.</summary>
    public static PayloadTimes Forever { get; } = new(null, null, null);

    /// <summary>The time for those that ended so.</summary>
    public TimeSpan? Of(JobPhase end) => end switch
    {
        JobPhase.Succeeded => Succeeded,
        JobPhase.Failed => Failed,
        JobPhase.Cancelled => Cancelled,
        _ => throw new ArgumentException($"{end} is no end.", nameof(end)),
    };
}
