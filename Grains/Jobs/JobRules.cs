namespace OrleansJobs.Grains.Jobs;

/// <summary>The numbers that <see cref="JobMachine"/> decides by.</summary>
public sealed record JobRules
{
    /// <summary>Deaths of processes during a job's own probation after which it is poison.</summary>
    public required int PoisonAfter { get; init; }

    /// <summary>Attempts of one job that are kept; older ones are forgotten.</summary>
    public required int AttemptsKept { get; init; }

    /// <summary>How long an ended job keeps its input and result.</summary>
    public required PayloadTimes KeepPayload { get; init; }

    /// <summary>Leases of one job that end without a word after which it is poison. Default 10.</summary>
    public int LostLeases { get; init; } = 10;

    /// <summary>Log lines of one attempt of a worker that are kept. Default 1,000.</summary>
    public int LogLines { get; init; } = 1_000;
}
