namespace OrleansJobs.Client;

/// <summary>Kinds of problem that the client itself knows.</summary>
internal static class ProblemTypes
{
    public const string StaleToken = "/problems/stale-token";
    public const string JobHasEnded = "/problems/job-has-ended";

    /// <summary>503 before anything was done. Others may have done what was asked.</summary>
    public static bool MeanNothingWasDone(string type) =>
        type is "/problems/draining" or "/problems/not-ready" or "/problems/too-many-bodies" or "/problems/too-many-watchers";
}
