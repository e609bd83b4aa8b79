namespace OrleansJobs.Schedules;

/// <summary>What becomes of a due time at which the run before it has not ended.</summary>
public enum OverlapPolicy
{
    /// <summary>Its run starts beside that one.</summary>
    Allow,

    /// <summary>It has no run.</summary>
    Skip,

    /// <summary>It waits for the end of that one. Of several that came meanwhile, the misfire policy says which have runs.</summary>
    Queue,

    /// <summary>That one is cancelled.</summary>
    Cancel,
}
