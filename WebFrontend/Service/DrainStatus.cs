namespace OrleansJobs.WebFrontend.Service;

/// <summary>How far the draining of this process is.</summary>
/// <param name="State">"active" (it takes work), "draining" (attempts still run here) or "drained" (none does: it may be stopped).</param>
/// <param name="Running">Attempts that run in this process.</param>
/// <param name="Until">When those that still run are interrupted.</param>
public sealed record DrainStatus(string State, int Running, DateTimeOffset? Until = null)
{
    internal static DrainStatus Of(bool isDraining, int running, DateTimeOffset? until) =>
        new(isDraining ? running > 0 ? "draining" : "drained" : "active", running, running > 0 ? until : null);
}
