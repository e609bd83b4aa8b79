namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>One request of a delivery.</summary>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long it took, in milliseconds; absent while it runs.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">Why it failed: what the receiver answered, or what kept the request from it.</param>
public sealed record DeliveryAttempt(DateTimeOffset At, long? DurationMs, AttemptOutcome Outcome, JobError? Error)
{
    internal static DeliveryAttempt Of(JobAttempt attempt) =>
        new(attempt.StartedAt, attempt.EndedAt is { } end ? (long)(end - attempt.StartedAt).TotalMilliseconds : null, attempt.Outcome, attempt.Error);
}
