namespace OrleansJobs.WebFrontend.Schedules;

/// <summary>The job of each run of a schedule. What is absent is the kind's own.</summary>
/// <param name="Kind">The registered name of the handler.</param>
/// <param name="Input">The handler's input.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Priority">-100 to 100.</param>
/// <param name="Cost">Slots that it takes while it runs.</param>
/// <param name="Delay">So long after the due time.</param>
/// <param name="Timeout">The longest that one attempt may run.</param>
/// <param name="Retry">When failed attempts are repeated.</param>
/// <param name="Tags">Words to find it by.</param>
public sealed record ScheduledJobView(
    string Kind, Json? Input, string? Queue, string? Lane, int Priority, int Cost, TimeSpan? Delay, TimeSpan? Timeout, RetryRule? Retry, ImmutableArray<string> Tags)
{
    internal static ScheduledJobView Of(JobSpec job) =>
        new(job.Kind, job.Input, job.Queue, job.Lane, job.Priority, job.Cost, job.Delay, job.Timeout, job.Retry, job.Tags);
}
