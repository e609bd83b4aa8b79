using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// The life of a job as a pure function of (job, event, now). No clock, chance, I/O or grain is reached from here.
/// </summary>
/// <remarks>
/// Phases: Waiting -> Pending when the parents have ended; Waiting -> Cancelled; Pending -> Running -> Succeeded | Failed | Cancelled; Running -> Pending for a retry, a suspension, an
/// interruption or a probation; Pending -> Failed when it expired; Pending -> Cancelled; Failed | Cancelled | Succeeded -> Pending when
/// an operator retries; ended jobs are removed when deleted. Invariants of every record it returns:
/// some parents are awaited exactly while Waiting; token and owner are set exactly while Running; the last attempt's outcome is Running exactly then; EndedAt is set
/// exactly when ended. docs/job-lifecycle.md has the table.
/// </remarks>
public static partial class JobMachine
{
    /// <summary>What follows from <paramref name="happened"/>.</summary>
    /// <param name="job">The job as last committed (or as the events before left it); null when there is none.</param>
    /// <param name="happened">The event.</param>
    /// <param name="now">The time, in whole microseconds.</param>
    /// <param name="rules">The numbers to decide by.</param>
    public static JobDecision Apply(JobRecord? job, JobEvent happened, DateTimeOffset now, JobRules rules) =>
        (job, happened) switch
        {
            (null, JobEvent.Submitted e) => Change(e.Job),
            (not null, JobEvent.Submitted) => Refuse(JobRefusal.Exists),
            (null, _) => Refuse(JobRefusal.Unknown),
            (not null, JobEvent.Debounced e) => OnDebounced(job, e),
            (not null, JobEvent.Granted e) => OnGranted(job, e, now, rules),
            (not null, JobEvent.OwnerDied e) => OnOwnerDied(job, e, now, rules),
            (not null, JobEvent.Succeeded e) => OnSucceeded(job, e, now, rules),
            (not null, JobEvent.Failed e) => OnFailed(job, e, now, rules),
            (not null, JobEvent.Suspended e) => OnSuspended(job, e, now),
            (not null, JobEvent.Signalled e) => OnSignalled(job, e, now),
            (not null, JobEvent.Interrupted e) => OnInterrupted(job, e, now),
            (not null, JobEvent.Reported e) => OnReported(job, e),
            (not null, JobEvent.Heartbeat e) => OnHeartbeat(job, e, now, rules),
            (not null, JobEvent.LeaseOver e) => OnLeaseOver(job, e, now, rules),
            (not null, JobEvent.CancelRequested e) => OnCancel(job, e, now, rules),
            (not null, JobEvent.RetryRequested e) => OnRetry(job, e, now),
            (not null, JobEvent.Patched e) => OnPatched(job, e.Patch, now),
            (not null, JobEvent.ChildAdded e) => OnChildAdded(job, e),
            (not null, JobEvent.ParentEnded e) => OnParentEnded(job, e, now, rules),
            (not null, JobEvent.Deleted) => job.HasEnded ? new JobDecision.Remove(job) : Refuse(JobRefusal.HasNotEnded),
            _ => throw new InvalidOperationException($"{happened.GetType().Name} is not an event of a job."),
        };

    private static JobDecision OnDebounced(JobRecord job, JobEvent.Debounced e)
    {
        // A program of an earlier version starts and ends jobs without a word of this.
        if (job.DebounceUntil is not { } until || job.Phase != JobPhase.Pending || job.StartedAt is not null)
            return Refuse(JobRefusal.NotDebounced);

        var fresh = e.Job;
        var bound = Earlier(until, fresh.DebounceUntil is { } other && other != JobRecords.NoBound ? job.CreatedAt + (other - fresh.CreatedAt) : until);
        var moved = job with { RunAt = Earlier(fresh.RunAt, bound), DebounceUntil = bound };
        return Change(e.Keep == DebounceKeep.First ? moved : moved with
        {
            Queue = fresh.Queue,
            Pool = fresh.Pool,
            Lane = fresh.Lane,
            Cost = fresh.Cost,
            Priority = fresh.Priority,
            Tags = fresh.Tags,
            Retry = fresh.Retry,
            ExpiresAt = fresh.ExpiresAt,
            Timeout = fresh.Timeout,
            TraceParent = fresh.TraceParent,
            Webhook = fresh.Webhook,
            HasChildren = job.HasChildren || fresh.HasChildren,
            Input = fresh.Input,
        });
    }

    private static JobDecision OnGranted(JobRecord job, JobEvent.Granted e, DateTimeOffset now, JobRules rules)
    {
        if (job.Phase != JobPhase.Pending) return Refuse(JobRefusal.NotPending);
        if (job.Queue != e.Queue) return Refuse(JobRefusal.OtherQueue);
        if (e.Version is { } version && job.Version != version) return Refuse(JobRefusal.OtherVersion);
        if (job.Pool is null != e.LeaseFor is null) return Refuse(JobRefusal.NotForHere);

        // By the queue's clock this version is due. Two clocks must not disagree about it: what one refuses now, the same message,
        // come again, would start later, when its slot is another one's.
        if (e.Version is null && job.RunAt > now) return Refuse(JobRefusal.NotDue);
        if (job.ExpiresAt <= now)
            return Change(End(job, JobPhase.Failed, now, rules) with { Error = Expired(job) });
        return Change(e.LeaseFor is { } span ? Lease(job, e, span, now, rules) : Start(job, e.Token, e.Owner, now, rules));
    }

    private static JobDecision OnOwnerDied(JobRecord job, JobEvent.OwnerDied e, DateTimeOffset now, JobRules rules)
    {
        if (job.Phase != JobPhase.Running || job.Owner != e.DeadOwner || job.LeaseUntil is not null) return Refuse(JobRefusal.OtherOwner);
        if (job.Queue != e.Queue) return Refuse(JobRefusal.OtherQueue);

        var crashed = CloseAttempt(job, AttemptOutcome.Crashed, null, now) with
        {
            Crashes = job.Crashes + 1,
            ProbationCrashes = job.ProbationCrashes + (job.OnProbation ? 1 : 0),
        };
        if (crashed.ProbationCrashes >= rules.PoisonAfter)
            return Change(End(crashed, JobPhase.Failed, now, rules) with { Error = Poison(crashed) });
        if (crashed.Suspect)
            return Change(crashed with { Phase = JobPhase.Pending, RunAt = now });
        return Change(Start(crashed, e.Token, e.Owner, now, rules));
    }

    private static JobDecision OnSucceeded(JobRecord job, JobEvent.Succeeded e, DateTimeOffset now, JobRules rules)
    {
        if (!IsCurrent(job, e.Token)) return Refuse(JobRefusal.StaleToken);
        var told = Record(job, e.Report);
        var ended = End(CloseAttempt(told, AttemptOutcome.Succeeded, null, now), JobPhase.Succeeded, now, rules);
        return Change(ended with { Result = e.Result, Error = null, Checkpoint = null }, e.Report);
    }

    private static JobDecision OnFailed(JobRecord job, JobEvent.Failed e, DateTimeOffset now, JobRules rules)
    {
        if (!IsCurrent(job, e.Token)) return Refuse(JobRefusal.StaleToken);
        var outcome = e.TimedOut ? AttemptOutcome.TimedOut : AttemptOutcome.Failed;
        var error = e.Error with { Attempt = job.AttemptNumber };
        var closed = CloseAttempt(Record(job, e.Report), outcome, error, now) with
        {
            Failures = job.Failures + 1,
            Error = error,
        };
        if (!e.Retryable || !RetryPolicy.Allows(job.Retry, closed.Failures))
            return Change(End(closed, JobPhase.Failed, now, rules), e.Report);
        var next = Clock.WholeMicroseconds(now + RetryPolicy.Delay(job.Retry, closed.Failures, e.Chance));
        return Change(closed with { Phase = JobPhase.Pending, RunAt = e.NotBefore is { } bound && bound > next ? bound : next }, e.Report);
    }

    private static JobDecision OnSuspended(JobRecord job, JobEvent.Suspended e, DateTimeOffset now)
    {
        if (!IsCurrent(job, e.Token)) return Refuse(JobRefusal.StaleToken);
        var closed = CloseAttempt(Record(job, e.Report), AttemptOutcome.Suspended, null, now) with { Phase = JobPhase.Pending };

        // A signal may have come since the handler looked for it.
        if (e.Until <= now || (e.Signal is { } signal && job.Signals.Contains(signal))) return Change(closed with { RunAt = now }, e.Report);
        return Change(closed with { RunAt = e.Until, AwaitsSignal = e.Signal }, e.Report);
    }

    private static JobDecision OnSignalled(JobRecord job, JobEvent.Signalled e, DateTimeOffset now)
    {
        if (job.HasEnded) return Refuse(JobRefusal.HasEnded);
        if (job.Signals.Contains(e.Name)) return Refuse(JobRefusal.AlreadySignalled);
        var signalled = job with { Signals = job.Signals.Add(e.Name) };
        var step = new JobStep { Name = JobSteps.OfSignal(e.Name), Value = e.Value };
        return new JobDecision.Change(job.AwaitsSignal == e.Name ? signalled with { AwaitsSignal = null, RunAt = now } : signalled, []) { Step = step };
    }

    private static JobDecision OnInterrupted(JobRecord job, JobEvent.Interrupted e, DateTimeOffset now)
    {
        if (!IsCurrent(job, e.Token)) return Refuse(JobRefusal.StaleToken);
        var closed = CloseAttempt(Record(job, e.Report), AttemptOutcome.Interrupted, null, now);
        return Change(closed with { Phase = JobPhase.Pending, RunAt = job.LeaseFor is null ? now : job.RunAt }, e.Report);
    }

    private static JobDecision OnReported(JobRecord job, JobEvent.Reported e) =>
        IsCurrent(job, e.Report.Token) ? Change(Record(job, e.Report), e.Report) : Refuse(JobRefusal.StaleToken);

    private static JobDecision OnCancel(JobRecord job, JobEvent.CancelRequested e, DateTimeOffset now, JobRules rules)
    {
        if (job.HasEnded) return Refuse(JobRefusal.HasEnded);
        var closed = job.Phase == JobPhase.Running ? CloseAttempt(job, AttemptOutcome.Cancelled, null, now) : job;
        return Change(End(closed, JobPhase.Cancelled, now, rules) with { CancelReason = e.Reason });
    }

    private static JobDecision OnRetry(JobRecord job, JobEvent.RetryRequested e, DateTimeOffset now)
    {
        if (!job.HasEnded) return Refuse(JobRefusal.HasNotEnded);
        if (job.PayloadExpired && e.Input is null) return Refuse(JobRefusal.PayloadExpired);
        var goesOn = e.Input is null && job.Phase != JobPhase.Succeeded;
        return Change(job with
        {
            Phase = JobPhase.Pending,
            RunAt = now,
            ExpiresAt = null,
            Webhook = job.Webhook is { } webhook ? webhook with { Number = webhook.Number + 1 } : null,
            Input = e.Input ?? job.Input,
            StepSeries = goesOn ? job.StepSeries : job.StepSeries + 1,
            Signals = goesOn ? job.Signals : [],
            Failures = 0,
            Crashes = 0,
            ProbationCrashes = 0,
            LostLeases = 0,
            EndedAt = null,
            Progress = null,
            Checkpoint = null,
            Result = null,
            Error = null,
            CancelReason = null,
            PurgeAt = null,
            PayloadExpired = false,
            DebounceUntil = null,
        });
    }

    private static JobDecision OnPatched(JobRecord job, JobPatch patch, DateTimeOffset now)
    {
        if (job.HasEnded) return Refuse(JobRefusal.HasEnded);
        if (patch.Versions.Length > 0 && !patch.Versions.Contains(job.Version)) return Refuse(JobRefusal.OtherVersion);
        if (job.Phase == JobPhase.Running && Moves(patch)) return Refuse(JobRefusal.IsRunning);
        return Change(job with
        {
            Priority = patch.Priority ?? job.Priority,
            RunAt = patch.RunAt is { } at ? Clock.WholeMicroseconds(at > now ? at : now) : job.RunAt,
            Queue = patch.Queue ?? job.Queue,
            Lane = patch.ResetLane ? null : patch.Lane ?? job.Lane,
            Tags = patch.Tags ?? job.Tags,
            Timeout = patch.ResetTimeout ? null : patch.Timeout ?? job.Timeout,
        });
    }

    private static JobDecision OnChildAdded(JobRecord job, JobEvent.ChildAdded e) =>
        job.HasEnded ? Refuse(JobRefusal.HasEnded) : new JobDecision.Change(job with { HasChildren = true }, []) { Child = e.Child };

    private static JobDecision OnParentEnded(JobRecord job, JobEvent.ParentEnded e, DateTimeOffset now, JobRules rules)
    {
        if (!job.Awaits.Contains(e.Parent)) return Refuse(JobRefusal.NotAwaited);
        if (e.End != JobPhase.Succeeded && job.OnParentFailure == ParentFailure.Cancel)
            return Change(End(job, JobPhase.Cancelled, now, rules) with { CancelReason = ParentLost(e) });
        var left = job.Awaits.Remove(e.Parent);
        return Change(left.IsEmpty
            ? job with { Awaits = left, Phase = JobPhase.Pending, RunAt = job.RunAt > now ? job.RunAt : now }
            : job with { Awaits = left });
    }

    /// <summary>Whether it is about the place of a waiting job: a running one has its slot there.</summary>
    private static bool Moves(JobPatch patch) =>
        patch.RunAt is not null || patch.Queue is not null || patch.Lane is not null || patch.ResetLane;

    private static JobRecord Start(JobRecord job, Guid token, string owner, DateTimeOffset now, JobRules rules)
    {
        var attempt = new JobAttempt { Number = job.AttemptNumber + 1, Silo = owner, StartedAt = now };
        var kept = job.Attempts.Length < rules.AttemptsKept ? job.Attempts : job.Attempts.RemoveAt(0);
        return job with
        {
            Phase = JobPhase.Running,
            Attempts = kept.Add(attempt),
            Token = token,
            Owner = owner,
            OnProbation = job.Suspect,
            StartedAt = now,
            Progress = null,
            DebounceUntil = null,
            AwaitsSignal = null,
        };
    }

    private static JobRecord CloseAttempt(JobRecord job, AttemptOutcome outcome, JobError? error, DateTimeOffset now)
    {
        var closed = job.Attempts[^1] with { EndedAt = now, Outcome = outcome, Error = error };
        return job with
        {
            Attempts = job.Attempts.SetItem(job.Attempts.Length - 1, closed),
            Token = null,
            Owner = null,
            OnProbation = false,
            LeaseUntil = null,
            LeaseFor = null,
            LastToken = job.LeaseFor is null ? null : job.Token,
            LastOutcome = job.LeaseFor is null ? null : outcome,
        };
    }

    private static JobRecord End(JobRecord job, JobPhase phase, DateTimeOffset now, JobRules rules) => job with
    {
        Phase = phase,
        EndedAt = now,
        PurgeAt = now + rules.KeepPayload.Of(phase),
        DebounceUntil = null,
        Awaits = [],
        AwaitsSignal = null,
    };

    private static JobRecord Record(JobRecord job, AttemptReport? report) => report is null ? job : job with
    {
        Progress = report.Progress ?? job.Progress,
        Checkpoint = report.Checkpoint ?? job.Checkpoint,
    };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static bool IsCurrent(JobRecord job, Guid token) => job.Token == token;

    private static string ParentLost(JobEvent.ParentEnded e) =>
        $"Job {e.Parent}, for which it waited, {(e.End == JobPhase.Failed ? "failed" : "was cancelled")}.";

    private static JobError Expired(JobRecord job) => ErrorOf(job, "expired", $"The job was not started before {job.ExpiresAt:O}.");

    private static JobError Poison(JobRecord job) => ErrorOf(
        job, "poison", $"{job.Crashes} processes died while they ran this job, {job.ProbationCrashes} of them while it was the only suspect.");

    private static JobError ErrorOf(JobRecord job, string type, string message) => new() { Type = type, Message = message, Attempt = job.AttemptNumber };

    private static JobDecision.Change Change(JobRecord after, AttemptReport? report = null) =>
        new(after, report?.Log ?? ImmutableArray<JobLogLine>.Empty) { Step = report?.Step };

    private static JobDecision.Refuse Refuse(JobRefusal why) => new(why);
}
