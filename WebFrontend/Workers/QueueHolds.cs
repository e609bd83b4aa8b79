using OrleansJobs.Grains;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using OrleansJobs.WebFrontend.Jobs;

namespace OrleansJobs.WebFrontend.Workers;

/// <summary>Holds the queue of a job on behalf of the worker that has leased it.</summary>
internal sealed class QueueHolds(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Lets no job of the job's queue start before a time.</summary>
    /// <returns>Why it is not held; null if it is, or if that is for nobody to ask who has not the lease: then the job says so itself.</returns>
    public async Task<Problem?> Hold(JobKey id, Guid token, DateTimeOffset until, JobGrains jobs)
    {
        var now = clock.GetUtcNow();
        if (until > now + QueueSettingsRules.LongestHold)
            return Problem.Invalid(new FieldError { Field = "holdQueueUntil", Message = $"must be at most {QueueSettingsRules.LongestHold.TotalDays:0} days ahead" });
        if (until <= now) return null;

        // A heartbeat: it tells whether the lease is the caller's, and lets it last meanwhile.
        var reply = await jobs.Tell(id, job => job.Heartbeat(new AttemptReport { Token = token }));
        if (reply is { Result: ReportResult.Unavailable }) return Problem.Unavailable();
        if (reply is not { Result: ReportResult.Recorded } || await jobs.Find(id) is not { } job) return null;
        var held = await grains.GetGrain<IQueueGrain>(job.Queue).Hold(Clock.UpToMicroseconds(until));
        return held is QueueResult.Changed ? null : Problem.Unavailable();
    }
}
