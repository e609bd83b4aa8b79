using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>How a job that has ended looks to its children, and back.</summary>
internal static class ParentStates
{
    public static ParentState Of(JobPhase end) => end switch
    {
        JobPhase.Succeeded => ParentState.Succeeded,
        JobPhase.Failed => ParentState.Failed,
        JobPhase.Cancelled => ParentState.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "This is no end."),
    };

    /// <summary>Null: it has not ended, as far as is known.</summary>
    public static JobPhase? EndOf(ParentState state) => state switch
    {
        ParentState.Succeeded => JobPhase.Succeeded,
        ParentState.Failed => JobPhase.Failed,
        ParentState.Cancelled => JobPhase.Cancelled,
        _ => null,
    };
}
