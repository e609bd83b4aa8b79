using Orleans.Concurrency;
using OrleansJobs.Jobs;

namespace OrleansJobs.Schedules;

/// <summary>One schedule, by its name: the only writer of its row, and the one that submits its runs.</summary>
[Alias("IScheduleGrain")]
public interface IScheduleGrain : IGrainWithStringKey
{
    /// <summary>Makes the schedule, or replaces what it says. Due times up to now are settled: none of them has a run any more.</summary>
    [Alias("Put"), Repeatable]
    Task<ScheduleResult> Put(ScheduleSpec spec);

    /// <summary>As <see cref="Put"/>, by the program itself. It may be one of which no run is due any more.</summary>
    [Alias("Declare"), Repeatable]
    Task<ScheduleResult> Declare(ScheduleSpec spec);

    /// <summary>Marks a schedule that the program had declared, and does not any more.</summary>
    [Alias("Undeclare"), Repeatable]
    Task<ScheduleResult> Undeclare();

    /// <summary>Removes the schedule. Its runs stay.</summary>
    [Alias("Remove")]
    Task<ScheduleResult> Remove();

    /// <summary>Lets no run be due any more until it is resumed.</summary>
    /// <param name="reason">For people; null if there is none to give.</param>
    [Alias("Pause"), Repeatable]
    Task<ScheduleResult> Pause(string? reason);

    /// <summary>Lets runs be due again, from the next due time on.</summary>
    [Alias("Resume"), Repeatable]
    Task<ScheduleResult> Resume();

    /// <summary>Submits a run now, beside those that are due, also while it is paused; null if there is no such schedule.</summary>
    /// <param name="id">The id of the job, the caller's own: sent again, it makes no second one.</param>
    [Alias("Run"), Repeatable]
    Task<SubmitResult?> Run(Guid id);

    /// <summary>Submits a run for each due time in the range that has none, a part of them at a time.</summary>
    /// <param name="after">Due times after this one.</param>
    /// <param name="until">And up to this one.</param>
    [Alias("Backfill"), Repeatable]
    Task<BackfillResult> Backfill(DateTimeOffset after, DateTimeOffset until);

    /// <summary>A hint: something is due at this time. May come late, twice or never.</summary>
    [Alias("Ping"), OneWay, AlwaysInterleave]
    Task Ping(DateTimeOffset at);
}
