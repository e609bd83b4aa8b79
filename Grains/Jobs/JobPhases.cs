namespace OrleansJobs.Grains.Jobs;

/// <summary>What the phases have in common.</summary>
public static class JobPhases
{
    /// <summary>Whether a job in this phase has ended.</summary>
    public static bool IsEnd(this JobPhase phase) => phase is JobPhase.Succeeded or JobPhase.Failed or JobPhase.Cancelled;
}
