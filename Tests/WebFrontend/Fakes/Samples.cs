using OrleansJobs.Jobs;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

/// <summary>Jobs to answer with.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static Job Job(Guid id, JobSpec spec) => new()
    {
        Id = id,
        Kind = spec.Kind,
        Queue = spec.Queue ?? "default",
        State = JobState.Queued,
        Priority = spec.Priority,
        Tags = spec.Tags,
        Tenant = spec.Tenant,
        Input = spec.Input,
        Attempts = [],
        CreatedAt = Noon,
        RunAt = Noon,
        Timeout = spec.Timeout,
        Retry = spec.Retry ?? new RetryRule(),
        Version = 1,
    };

    public static Job Job(Guid id, string kind = "sleep", JobState state = JobState.Queued) =>
        Job(id, new JobSpec { Kind = kind }) with { State = state };

    public static Job Finished(Guid id) => Job(id, state: JobState.Succeeded) with
    {
        Result = Json.Parse("""{"answer": 42}"""),
        Progress = new JobProgress { Fraction = 0.5, Message = "half" },
        Error = new JobError { Type = "timeout", Message = "too slow", Attempt = 1 },
        Attempts =
        [
            new JobAttempt { Number = 1, Silo = "s1", StartedAt = Noon, EndedAt = Noon, Outcome = AttemptOutcome.TimedOut },
            new JobAttempt { Number = 2, Silo = "s1", StartedAt = Noon, EndedAt = Noon, Outcome = AttemptOutcome.Succeeded },
        ],
        StartedAt = Noon,
        EndedAt = Noon.AddSeconds(1),
        Version = 5,
    };
}
