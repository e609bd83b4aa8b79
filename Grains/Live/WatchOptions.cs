namespace OrleansJobs.Grains.Live;

/// <summary>The part of configuration section "Live" that concerns silos.</summary>
public sealed class WatchOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Live";

    /// <summary>
    /// Commits that a silo keeps for a web process that takes news too slowly; beyond it news is dropped, and the process reads what
    /// its callers watch. Default 10,000.
    /// </summary>
    public int Backlog { get; set; } = 10_000;
}
