using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Shows a stored job to its callers.</summary>
public static class JobView
{
    /// <summary>The job as it is at <paramref name="now"/>.</summary>
    public static Job At(this JobRecord record, DateTimeOffset now) => new()
    {
        Id = record.Id,
        Number = record.Number,
        Kind = record.Kind,
        Queue = record.Queue,
        State = StateAt(record.Phase, record.RunAt, now),
        Priority = record.Priority,
        Tags = record.Tags,
        Tenant = record.Tenant,
        Input = SealedJson.Shown(record.Input),
        Result = SealedJson.Shown(record.Result),
        Sealed = SealedJson.FaultOf(record),
        Progress = record.Progress,
        Error = record.Error,
        Attempts = record.Attempts,
        CreatedAt = record.CreatedAt,
        RunAt = record.RunAt,
        StartedAt = record.StartedAt,
        EndedAt = record.EndedAt,
        ExpiresAt = record.ExpiresAt,
        Timeout = record.Timeout,
        Retry = record.Retry,
        CancelReason = record.CancelReason,
        PayloadExpired = record.PayloadExpired,
        Version = record.Version,
        Lane = record.Lane,
        Schedule = record.Schedule,
        Cost = record.Cost == 1 ? null : record.Cost,
        Batch = record.Batch,
        CallbackOf = record.CallbackOf,
        ReplayOf = record.ReplayOf,
        OnCompleted = record.Webhook is { Url: var url } ? new JobWebhook { Url = url } : null,
        Deliveries = record.Webhook is { Number: var number } ? record.HasEnded ? number : number - 1 : null,
        AwaitsSignal = record.AwaitsBatch is null ? record.AwaitsSignal : null,
        AwaitsBatch = record.AwaitsBatch,
        Requires = record.Pool is { } pool && WorkerPool.LabelsOf(pool) is { IsEmpty: false } labels ? labels : null,
        LeaseUntil = record.LeaseUntil,
        Parents = record.Parents.IsEmpty ? null : record.Parents,
    };

    /// <summary>The state of a job in this phase, to be run at this time, as it is at <paramref name="now"/>.</summary>
    public static JobState StateAt(JobPhase phase, DateTimeOffset runAt, DateTimeOffset now) => phase switch
    {
        JobPhase.Waiting => JobState.Waiting,
        JobPhase.Pending => runAt > now ? JobState.Scheduled : JobState.Queued,
        JobPhase.Running => JobState.Running,
        JobPhase.Succeeded => JobState.Succeeded,
        JobPhase.Failed => JobState.Failed,
        JobPhase.Cancelled => JobState.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "This is no phase."),
    };
}
