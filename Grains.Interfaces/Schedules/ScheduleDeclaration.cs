namespace OrleansJobs.Schedules;

/// <summary>Whether a schedule comes from the program or its configuration.</summary>
public enum ScheduleDeclaration
{
    /// <summary>It was made by a request.</summary>
    None,

    /// <summary>It was declared by the silo that started last.</summary>
    Present,

    /// <summary>It was declared once, but not by the silo that started last. It goes on until it is removed.</summary>
    Gone,
}
