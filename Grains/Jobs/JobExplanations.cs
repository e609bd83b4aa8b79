using System.Globalization;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Puts together why a job is where it is, from its row and from what its queue says. Pure.</summary>
public static class JobExplanations
{
    /// <summary>Of a job that waits for others, runs, has ended, or is not due.</summary>
    public static JobExplanation Of(JobRecord job, DateTimeOffset now)
    {
        var explained = new JobExplanation { State = JobView.StateAt(job.Phase, job.RunAt, now), Reasons = [ReasonOf(job)] };
        return explained.State == JobState.Scheduled && job.AwaitsSignal is null ? explained with { PredictedStart = job.RunAt } : explained;
    }

    /// <summary>Of a job that is due and waits.</summary>
    /// <param name="hold">What its queue says.</param>
    /// <param name="line">Who is before it.</param>
    /// <param name="isKnown">Whether its kind is registered.</param>
    /// <param name="now">The time.</param>
    public static JobExplanation OfWaiting(QueueHold hold, QueueLine line, bool isKnown, DateTimeOffset now) => new()
    {
        State = JobState.Queued,
        Reasons = isKnown ? hold.Reasons : hold.Reasons.Add(new JobReason { Code = ReasonCode.NoHandler, Detail = "No handler is registered for its kind here." }),
        Position = line.Ahead + 1,
        Estimated = line.Ahead >= QueueLine.MostCounted ? true : null,
        PredictedStart = Predict(hold, line, now),
    };

    private static JobReason ReasonOf(JobRecord job) => job switch
    {
        { Phase: JobPhase.Waiting } => Reason(ReasonCode.WaitingForParents, $"It waits for {job.Awaits.Length} of {job.Parents.Length} jobs to end.") with { By = [.. job.Awaits.Take(10)] },
        { Phase: JobPhase.Running } => Reason(ReasonCode.Running, $"Attempt {job.AttemptNumber} runs on {job.Owner} since {Text(job.StartedAt)}."),
        { HasEnded: true } => Reason(ReasonCode.Ended, $"It has {EndOf(job.Phase)} at {Text(job.EndedAt)}."),
        { AwaitsBatch: { } batch } => Reason(ReasonCode.WaitingForChildren, $"It waits for the jobs of batch {batch} to end."),
        { AwaitsSignal: { } signal } => Reason(ReasonCode.WaitingForSignal, $"It waits for the signal \"{signal}\" until {Text(job.RunAt)}.") with { Until = job.RunAt },
        { Attempts: [.., { Outcome: AttemptOutcome.Suspended }] } => Reason(ReasonCode.Scheduled, $"It sleeps until {Text(job.RunAt)}.") with { Until = job.RunAt },
        { Failures: > 0 } => Reason(ReasonCode.Retry, $"Attempt {job.AttemptNumber} failed; the next is due at {Text(job.RunAt)}.") with { Until = job.RunAt },
        _ => Reason(ReasonCode.Scheduled, $"It is due at {Text(job.RunAt)}.") with { Until = job.RunAt },
    };

    private static string EndOf(JobPhase phase) => phase == JobPhase.Cancelled ? "been cancelled" : phase == JobPhase.Failed ? "failed" : "succeeded";

    private static DateTimeOffset? Predict(QueueHold hold, QueueLine line, DateTimeOffset now)
    {
        // What holds the queue has an end that is known, or waits for the outcome of a job.
        var holds = hold.Reasons.Where(reason => reason.Code is ReasonCode.BreakerOpen or ReasonCode.Held).ToList();
        if (holds.Any(reason => reason.Until is null)) return null;
        var from = holds.Max(reason => reason.Until) ?? now;
        if (hold.Reasons.Length == holds.Count && line.Ahead == 0) return from;
        if (hold.HasLanes || line.Finished == 0 || hold.Reasons.Any(reason => reason.Code is ReasonCode.Paused or ReasonCode.Probation)) return null;
        var pace = QueueLoad.Span / line.Finished;
        return from + ((line.Ahead + 1) * (pace > hold.Interval || hold.Interval is null ? pace : hold.Interval.Value));
    }

    private static string Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? "an unknown time";

    private static JobReason Reason(ReasonCode code, string detail) => new() { Code = code, Detail = detail };
}
