using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>What holds for all jobs of a kind, unless a job says otherwise.</summary>
public sealed record JobKindOptions
{
    /// <summary>The queue of jobs that name none. Default "default".</summary>
    public string Queue { get; init; } = "default";

    /// <summary>The longest that one attempt may run; null, the default, is without limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>When failed attempts are repeated.</summary>
    public RetryRule Retry { get; init; } = new();

    /// <summary>
    /// Whether the handler computes rather than waits: it then runs on one of the few threads kept for that (at most one a
    /// core), so that the web server and the grains stay responsive. Default false.
    /// </summary>
    public bool CpuBound { get; init; }

    /// <summary>Whether ended jobs of this kind keep their input and result for ever. Default false: Retention:Payload holds. Settings for the kind precede it.</summary>
    public bool KeepForever { get; init; }

    /// <summary>
    /// Whether each job of this kind also gets a small number (1, 2, 3 ... over all such kinds) in the commit that stores it,
    /// for callers who want something shorter than an id. No number is given twice. Default false.
    /// </summary>
    public bool Numbered { get; init; }

    /// <summary>Whether the service alone makes its jobs, with inputs that nobody else changes.</summary>
    internal bool Own { get; init; }

    /// <summary>Whether workers outside run its jobs: there is no handler.</summary>
    internal bool Outside { get; init; }
}
