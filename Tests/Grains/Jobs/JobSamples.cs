using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>Jobs in each phase, and each event, for the tests of what follows from them.</summary>
internal static class JobSamples
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly Guid TokenA = Guid.Parse("aaaaaaaa-0000-0000-0000-000000000000");
    public static readonly Guid TokenB = Guid.Parse("bbbbbbbb-0000-0000-0000-000000000000");
    public static readonly Guid ParentA = Guid.Parse("aaaaaaaa-0000-7000-8000-000000000000");
    public static readonly Guid ParentB = Guid.Parse("bbbbbbbb-0000-7000-8000-000000000000");
    public static readonly JobError AnError = new() { Type = "Exception", Message = "broken", Attempt = 1 };

    public static readonly JobRules Rules = new() { PoisonAfter = 3, AttemptsKept = 4, KeepPayload = new(TimeSpan.FromDays(7), TimeSpan.FromDays(60), TimeSpan.FromDays(1)) };

    public static JobRecord Pending() => new()
    {
        Seq = 1,
        Id = Guid.Parse("01900000-0000-7000-8000-000000000001"),
        Kind = "noop",
        Queue = "default",
        Tenant = "default",
        Priority = 0,
        Tags = [],
        Retry = new RetryRule { Jitter = 0 },
        CreatedAt = Now.AddSeconds(-1),
        RunAt = Now,
        Input = Json.Parse("{}"),
        Version = 1,
    };

    /// <summary>A job that workers outside run.</summary>
    public static JobRecord Offered() => Pending() with { Pool = "noop\ngpu" };

    /// <summary>The same while one runs it.</summary>
    public static JobRecord Leased() => Apply(Offered(), Lease());

    /// <summary>A job that takes the submits of a debounce key.</summary>
    public static JobRecord Debounced(DateTimeOffset? until = null) => Pending() with
    {
        RunAt = Now.AddSeconds(5),
        DebounceKey = "k",
        DebounceUntil = until ?? JobRecords.NoBound,
    };

    /// <summary>A job that waits for others.</summary>
    public static JobRecord Waiting(params ReadOnlySpan<Guid> parents) => Pending() with
    {
        Phase = JobPhase.Waiting,
        Parents = [.. parents],
        Awaits = [.. parents],
    };

    /// <summary>A later submit of it.</summary>
    public static JobEvent.Debounced Later() => new(Debounced() with { CreatedAt = Now, RunAt = Now.AddSeconds(9), Input = Json.Parse("[9]") }, DebounceKeep.Last);

    public static JobRecord Running() => Apply(Pending(), Grant());

    public static JobRecord Succeeded() => Apply(Running(), new JobEvent.Succeeded(TokenA, null, null));

    public static JobRecord Failed() => Apply(Running(), new JobEvent.Failed(TokenA, AnError, false, false, 0.5, null));

    public static JobRecord Cancelled() => Apply(Running(), new JobEvent.CancelRequested(null));

    public static JobEvent.Granted Grant() => new("default", 1, TokenA, "host-a");

    public static JobEvent.Granted Lease() => new("default", 1, TokenA, "worker-a") { LeaseFor = TimeSpan.FromSeconds(30) };

    public static JobEvent.OwnerDied Death() => new("host-a", "default", 2, TokenB, "host-b");

    public static JobEvent.Failed Failure() => new(TokenA, AnError, Retryable: true, TimedOut: false, 0.5, null);

    public static IEnumerable<JobEvent> AllEvents() =>
    [
        new JobEvent.Submitted(Pending()),
        new JobEvent.Submitted(Waiting(ParentA)),
        new JobEvent.ChildAdded(ParentB),
        new JobEvent.ParentEnded(ParentA, JobPhase.Succeeded),
        new JobEvent.ParentEnded(ParentA, JobPhase.Failed),
        Later(),
        Grant(),
        Lease(),
        Death(),
        new JobEvent.Heartbeat(new AttemptReport { Token = TokenA }),
        new JobEvent.LeaseOver(TokenA, 0.5),
        new JobEvent.Succeeded(TokenA, null, null),
        Failure(),
        new JobEvent.Suspended(TokenA, Now.AddDays(1), null, null),
        new JobEvent.Signalled("go", Json.Parse("1")),
        new JobEvent.Interrupted(TokenA, null),
        new JobEvent.Reported(new AttemptReport { Token = TokenA }),
        new JobEvent.CancelRequested("why"),
        new JobEvent.RetryRequested(null),
        new JobEvent.Patched(new JobPatch { Priority = 1 }),
        new JobEvent.Deleted(),
    ];

    /// <summary>The job after an event that changes it.</summary>
    public static JobRecord Apply(JobRecord job, JobEvent happened) => Changed(JobMachine.Apply(job, happened, Now, Rules));

    /// <summary>The job after a change; fails the test if it is none.</summary>
    public static JobRecord Changed(JobDecision decision) => Assert.IsType<JobDecision.Change>(decision).After;

    /// <summary>Why an event is refused; fails the test if it is not.</summary>
    public static JobRefusal Refused(JobRecord? job, JobEvent happened) =>
        Assert.IsType<JobDecision.Refuse>(JobMachine.Apply(job, happened, Now, Rules)).Why;
}
