namespace OrleansJobs.Jobs;

/// <summary>Requests for jobs like those that have ended.</summary>
public static class JobReplay
{
    /// <summary>
    /// Asks for a job like <paramref name="job"/>, as it last was, that is due at once. What told that one apart is not repeated: its key and number, its time and
    /// expiry, its debounce, its parents, its batch and its schedule.
    /// </summary>
    /// <param name="job">An ended job.</param>
    /// <param name="input">Instead of its input; null takes that.</param>
    public static JobSpec Of(Job job, Json? input) => new()
    {
        ReplayOf = job.Id,
        Kind = job.Kind,
        Input = input ?? job.Input,
        Queue = job.Queue,
        Lane = job.Lane,
        Cost = job.Cost ?? 1,
        Priority = job.Priority,
        Timeout = job.Timeout,
        Retry = job.Retry,
        Tags = job.Tags,
        Requires = job.Requires ?? [],
        Tenant = job.Tenant,
        OnCompleted = job.OnCompleted,
    };
}
