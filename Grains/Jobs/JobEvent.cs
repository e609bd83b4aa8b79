using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>What can happen to a job: one of the nested records. <see cref="JobMachine"/> says what follows.</summary>
public abstract record JobEvent
{
    private JobEvent()
    {
    }

    /// <summary>A caller asks for the job <paramref name="Job"/>, a fresh record in phase Pending.</summary>
    public sealed record Submitted(JobRecord Job) : JobEvent;

    /// <summary>
    /// A caller asks under the job's debounce key for the job <paramref name="Job"/>, a fresh record in phase Pending: this one becomes it,
    /// or, by <paramref name="Keep"/>, only its time is moved.
    /// </summary>
    public sealed record Debounced(JobRecord Job, DebounceKeep Keep) : JobEvent;

    /// <summary><paramref name="Queue"/> keeps a slot for the job, under <paramref name="Epoch"/>; this host would run it.</summary>
    public sealed record Granted(string Queue, long Epoch, Guid Token, string Owner) : JobEvent
    {
        /// <summary>The version of the row for which the slot was given; null for one that is made in the same commit.</summary>
        public long? Version { get; init; }

        /// <summary>How long the lease of the worker lasts whose name is the owner; null: a host runs the job.</summary>
        public TimeSpan? LeaseFor { get; init; }
    }

    /// <summary>
    /// The host that ran the current attempt is dead. The job's slot in <paramref name="Queue"/> is still kept under <paramref name="Epoch"/>, so
    /// this host would go on with a new attempt at once.
    /// </summary>
    public sealed record OwnerDied(string DeadOwner, string Queue, long Epoch, Guid Token, string Owner) : JobEvent;

    /// <summary>The handler returned.</summary>
    public sealed record Succeeded(Guid Token, Json? Result, AttemptReport? Report) : JobEvent;

    /// <summary>The attempt failed.</summary>
    /// <param name="Token">The attempt.</param>
    /// <param name="Error">Why.</param>
    /// <param name="Retryable">False for errors that would only come again.</param>
    /// <param name="TimedOut">Whether it was stopped for its timeout.</param>
    /// <param name="Chance">For the jitter of the pause before the next attempt: 0 to below 1.</param>
    /// <param name="Report">What the attempt had still to say.</param>
    public sealed record Failed(
        Guid Token, JobError Error, bool Retryable, bool TimedOut, double Chance, AttemptReport? Report) : JobEvent
    {
        /// <summary>The next attempt, if there is one, does not start before; null: the rule alone says when.</summary>
        public DateTimeOffset? NotBefore { get; init; }
    }

    /// <summary>The handler waits until a time, or until a signal if one is named, and is then to be run again.</summary>
    public sealed record Suspended(Guid Token, DateTimeOffset Until, string? Signal, AttemptReport? Report) : JobEvent;

    /// <summary>Somebody gives the job the value of a signal.</summary>
    public sealed record Signalled(string Name, Json Value) : JobEvent;

    /// <summary>The attempt was stopped because its host stops in an orderly way.</summary>
    public sealed record Interrupted(Guid Token, AttemptReport? Report) : JobEvent;

    /// <summary>The running attempt says how far it is.</summary>
    public sealed record Reported(AttemptReport Report) : JobEvent;

    /// <summary>The worker that has leased the job says that it goes on.</summary>
    public sealed record Heartbeat(AttemptReport Report) : JobEvent;

    /// <summary>The lease of the attempt may be over.</summary>
    /// <param name="Token">The attempt.</param>
    /// <param name="Chance">As of <see cref="Failed"/>.</param>
    public sealed record LeaseOver(Guid Token, double Chance) : JobEvent;

    /// <summary>Somebody wants the job to end.</summary>
    public sealed record CancelRequested(string? Reason) : JobEvent;

    /// <summary>Somebody wants the ended job to run again, with another input if one is given.</summary>
    public sealed record RetryRequested(Json? Input) : JobEvent;

    /// <summary>Somebody wants the job changed. Valid, and its resets put in terms of values but for "no timeout".</summary>
    public sealed record Patched(JobPatch Patch) : JobEvent;

    /// <summary>The job <paramref name="Child"/> is to hear of the end of this one.</summary>
    public sealed record ChildAdded(Guid Child) : JobEvent;

    /// <summary>The job <paramref name="Parent"/>, for which this one waits, has ended.</summary>
    /// <param name="Parent">The job.</param>
    /// <param name="End">How: in one of the phases of jobs that have ended.</param>
    public sealed record ParentEnded(Guid Parent, JobPhase End) : JobEvent;

    /// <summary>Somebody wants the ended job to be forgotten.</summary>
    public sealed record Deleted : JobEvent;
}
