using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>What follows from what workers outside say, or do not say any more.</summary>
public static partial class JobMachine
{
    private static JobDecision OnHeartbeat(JobRecord job, JobEvent.Heartbeat e, DateTimeOffset now, JobRules rules)
    {
        if (job.LeaseFor is not { } span || !IsCurrent(job, e.Report.Token)) return Refuse(JobRefusal.StaleToken);
        var lines = e.Report.Log.Take(rules.LogLines - job.LogLines).Select((line, index) =>
            line with { Attempt = job.AttemptNumber, Number = job.LogLines + index + 1 }).ToImmutableArray();
        var told = Record(job, e.Report) with { LeaseUntil = LeaseEnd(job, span, now), LogLines = job.LogLines + lines.Length };
        return Change(told, e.Report with { Log = lines });
    }

    private static JobDecision OnLeaseOver(JobRecord job, JobEvent.LeaseOver e, DateTimeOffset now, JobRules rules)
    {
        if (job.LeaseUntil is not { } until || !IsCurrent(job, e.Token)) return Refuse(JobRefusal.StaleToken);
        if (until > now) return Refuse(JobRefusal.NotDue);
        if (job.StartedAt + job.Timeout <= now) return OnFailed(job, new JobEvent.Failed(e.Token, OverTime(job), Retryable: true, TimedOut: true, e.Chance, null), now, rules);
        var lost = CloseAttempt(job, AttemptOutcome.Crashed, null, now) with { LostLeases = job.LostLeases + 1 };
        return Change(lost.LostLeases >= rules.LostLeases
            ? End(lost, JobPhase.Failed, now, rules) with { Error = Lost(lost) }
            // It keeps its place: its lane goes on with it.
            : lost with { Phase = JobPhase.Pending });
    }

    /// <summary>The job, run by a worker outside from now on.</summary>
    private static JobRecord Lease(JobRecord job, JobEvent.Granted e, TimeSpan span, DateTimeOffset now, JobRules rules)
    {
        var started = Start(job, e.Token, e.Owner, now, rules);
        return started with
        {
            Attempts = started.Attempts.SetItem(started.Attempts.Length - 1, started.Attempts[^1] with { Silo = null, Worker = e.Owner }),
            LeaseFor = span,
            LeaseUntil = LeaseEnd(started, span, now),
            LogLines = 0,
        };
    }

    /// <summary>No lease goes beyond the job's timeout, and a clock that is set back takes nothing away of what the worker was told before.</summary>
    private static DateTimeOffset LeaseEnd(JobRecord job, TimeSpan span, DateTimeOffset now)
    {
        var end = Clock.WholeMicroseconds(now + span);
        if (job.LeaseUntil is { } told && told > end) end = told;
        return job.StartedAt + job.Timeout is { } last && last < end ? Clock.WholeMicroseconds(last) : end;
    }

    private static JobError OverTime(JobRecord job) => ErrorOf(job, "timeout", $"The attempt ran longer than {job.Timeout}.");

    private static JobError Lost(JobRecord job) => ErrorOf(job, "poison", $"{job.LostLeases} workers that had leased this job were not heard of any more.");
}
