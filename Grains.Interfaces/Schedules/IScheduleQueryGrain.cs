
namespace OrleansJobs.Schedules;

/// <summary>Reads schedules from the store without waking them. Any key does: each silo answers from a few local activations.</summary>
[Alias("IScheduleQueryGrain"), Repeatable]
public interface IScheduleQueryGrain : IGrainWithIntegerKey
{
    /// <summary>The schedule, or null.</summary>
    [Alias("Get")]
    Task<Schedule?> Get(string name);

    /// <summary>The schedules, in order of their names.</summary>
    /// <param name="after">Only those after this name; null for all.</param>
    /// <param name="limit">At most so many, 1 to 500.</param>
    [Alias("List")]
    Task<SchedulePage> List(string? after, int limit);

    /// <summary>The next due times, paused or not; null if there is no such schedule.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="from">From this time on; null: from now on.</param>
    /// <param name="count">At most so many, 1 to 1,000.</param>
    [Alias("Preview")]
    Task<SchedulePreview?> Preview(string name, DateTimeOffset? from, int count);

    /// <summary>The next due times that a schedule would have.</summary>
    /// <param name="cron">Its expression.</param>
    /// <param name="zone">Its time zone, by its IANA name.</param>
    /// <param name="from">From this time on; null: from now on.</param>
    /// <param name="count">At most so many, 1 to 1,000.</param>
    [Alias("PreviewCron")]
    Task<CronPreview> PreviewCron(string cron, string zone, DateTimeOffset? from, int count);
}
