namespace OrleansJobs.Grains.Jobs;

/// <summary>Configuration section "Attempts": how attempts are run and counted.</summary>
public sealed class AttemptOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Attempts";

    /// <summary>Processes that must die during a job's own probation before it fails as poison. Default 3.</summary>
    public int PoisonAfter { get; set; } = 3;

    /// <summary>Leases of one job that may end without a word of the worker before it fails as poison. Default 10.</summary>
    public int LostLeases { get; set; } = 10;

    /// <summary>Attempts of one job that are kept; older ones are forgotten. Default 100.</summary>
    public int Kept { get; set; } = 100;

    /// <summary>Threads for handlers that compute; 0, the default, is one a core.</summary>
    public int CpuThreads { get; set; }

    /// <summary>
    /// How long a stopping host lets attempts run on before it tells their handlers to stop. Default 2 s: what is interrupted goes on at
    /// once elsewhere, or in the next process, and uses no retry.
    /// </summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stopping host waits for handlers that were told to stop. Default 5 s.</summary>
    public TimeSpan StopPatience { get; set; } = TimeSpan.FromSeconds(5);
}
