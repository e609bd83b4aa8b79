namespace OrleansJobs.Schedules;

/// <summary>What becomes of due times that passed while nobody could start their runs.</summary>
public enum MisfirePolicy
{
    /// <summary>The latest of them has its run, the others have none.</summary>
    Once,

    /// <summary>Each has its run, the oldest first.</summary>
    All,

    /// <summary>None has a run.</summary>
    Skip,
}
