using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What follows from each event in each phase of a job. What people ask for: <see cref="JobMachineEditTests"/>.</summary>
public sealed class JobMachineTests
{
    [Fact]
    public void A_submit_makes_a_pending_job()
    {
        var after = Changed(JobMachine.Apply(null, new JobEvent.Submitted(Pending()), Now, Rules));
        Assert.Equal(JobPhase.Pending, after.Phase);
    }

    [Fact]
    public void A_second_submit_changes_nothing() =>
        Assert.Equal(JobRefusal.Exists, Refused(Pending(), new JobEvent.Submitted(Pending())));

    [Fact]
    public void Every_other_event_on_no_job_is_refused()
    {
        foreach (var happened in AllEvents().Where(e => e is not JobEvent.Submitted))
            Assert.Equal(JobRefusal.Unknown, Refused(null, happened));
    }

    [Fact]
    public void A_grant_starts_a_due_job()
    {
        var after = Apply(Pending(), Grant());
        Assert.Equal(JobPhase.Running, after.Phase);
        Assert.Equal(TokenA, after.Token);
        Assert.Equal("host-a", after.Owner);
        Assert.Equal(Now, after.StartedAt);
        var attempt = Assert.Single(after.Attempts);
        Assert.Equal((1, AttemptOutcome.Running, "host-a"), (attempt.Number, attempt.Outcome, attempt.Silo));
    }

    [Fact]
    public void A_grant_or_rescue_of_another_queue_is_refused()
    {
        Assert.Equal(JobRefusal.OtherQueue, Refused(Pending() with { Queue = "other" }, Grant()));
        Assert.Equal(JobRefusal.OtherQueue, Refused(Running() with { Queue = "other" }, Death()));
    }

    [Fact]
    public void A_grant_before_the_time_to_run_is_refused() =>
        Assert.Equal(JobRefusal.NotDue, Refused(Pending() with { RunAt = Now.AddTicks(10) }, Grant()));

    [Fact]
    public void A_grant_to_a_running_or_ended_job_is_refused()
    {
        foreach (var job in new[] { Running(), Succeeded(), Failed(), Cancelled() })
            Assert.Equal(JobRefusal.NotPending, Refused(job, Grant()));
    }

    [Fact]
    public void A_job_that_expired_fails_instead_of_starting()
    {
        var after = Apply(Pending() with { ExpiresAt = Now }, Grant());
        Assert.Equal(JobPhase.Failed, after.Phase);
        Assert.Equal("expired", after.Error!.Type);
        Assert.Contains("2026-", after.Error.Message, StringComparison.Ordinal);
        Assert.Empty(after.Attempts);
        Assert.Null(after.Token);
    }

    [Fact]
    public void Success_ends_the_job_with_its_result()
    {
        var after = Apply(Running() with { Checkpoint = Json.Parse("1"), Error = AnError }, new JobEvent.Succeeded(TokenA, Json.Parse("42"), null));
        Assert.Equal(JobPhase.Succeeded, after.Phase);
        Assert.Equal("42", after.Result!.ToString());
        Assert.Equal(AttemptOutcome.Succeeded, after.Attempts[^1].Outcome);
        Assert.Equal((Now, (Guid?)null, (string?)null), (after.EndedAt, after.Token, after.Owner));
        Assert.Null(after.Checkpoint);
        Assert.Null(after.Error);
        Assert.Equal(Now + Rules.KeepPayload.Succeeded, after.PurgeAt);
    }

    [Fact]
    public void How_long_the_payload_is_kept_follows_from_the_end()
    {
        Assert.Equal(Now + Rules.KeepPayload.Failed, Apply(Running(), new JobEvent.Failed(TokenA, AnError, Retryable: false, TimedOut: false, 0.5, null)).PurgeAt);
        Assert.Equal(Now + Rules.KeepPayload.Cancelled, Apply(Running(), new JobEvent.CancelRequested(null)).PurgeAt);
    }

    [Fact]
    public void A_kind_that_keeps_for_ever_is_never_purged() =>
        Assert.Null(Changed(JobMachine.Apply(Running(), new JobEvent.Succeeded(TokenA, null, null), Now, Rules with { KeepPayload = PayloadTimes.Forever })).PurgeAt);

    [Fact]
    public void Nothing_said_under_another_token_is_recorded()
    {
        var stale = Guid.Parse("99999999-0000-0000-0000-000000000000");
        JobEvent[] events =
        [
            new JobEvent.Succeeded(stale, null, null),
            new JobEvent.Failed(stale, AnError, true, false, 0.5, null),
            new JobEvent.Interrupted(stale, null),
            new JobEvent.Reported(new AttemptReport { Token = stale }),
        ];
        foreach (var job in new[] { Pending(), Running(), Succeeded(), Failed(), Cancelled() })
            foreach (var happened in events)
                Assert.Equal(JobRefusal.StaleToken, Refused(job, happened));
    }

    [Fact]
    public void A_failure_is_tried_again_after_the_pause_of_the_rule()
    {
        var rule = new RetryRule { MaxAttempts = 3, InitialDelay = TimeSpan.FromSeconds(4), Jitter = 0 };
        var after = Apply(Running() with { Retry = rule }, Failure());
        Assert.Equal(JobPhase.Pending, after.Phase);
        Assert.Equal(Now.AddSeconds(4), after.RunAt);
        Assert.Equal(1, after.Failures);
        Assert.Equal(AnError, after.Error);
        Assert.Equal((AttemptOutcome.Failed, AnError), (after.Attempts[^1].Outcome, after.Attempts[^1].Error!));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(60, 60)]
    public void The_next_attempt_is_not_before_the_time_that_the_failure_names(int named, int expected)
    {
        var rule = new RetryRule { InitialDelay = TimeSpan.FromSeconds(4), Jitter = 0 };
        var after = Apply(Running() with { Retry = rule }, Failure() with { NotBefore = Now.AddSeconds(named) });
        Assert.Equal((JobPhase.Pending, Now.AddSeconds(expected)), (after.Phase, after.RunAt));
    }

    [Fact]
    public void A_timeout_counts_as_a_failure_and_is_named() =>
        Assert.Equal(AttemptOutcome.TimedOut, Apply(Running(), new JobEvent.Failed(TokenA, AnError, true, TimedOut: true, 0.5, null)).Attempts[^1].Outcome);

    [Fact]
    public void The_last_failure_that_the_rule_allows_ends_the_job()
    {
        var after = Apply(Running() with { Failures = 4, Retry = new RetryRule { MaxAttempts = 5 } }, Failure());
        Assert.Equal((JobPhase.Failed, 5, Now), (after.Phase, after.Failures, after.EndedAt!.Value));
    }

    [Fact]
    public void An_error_that_is_not_retryable_ends_the_job_at_once() =>
        Assert.Equal(JobPhase.Failed, Apply(Running(), new JobEvent.Failed(TokenA, AnError, Retryable: false, false, 0.5, null)).Phase);

    [Fact]
    public void An_interruption_uses_no_retry_and_counts_no_crash()
    {
        var after = Apply(Running(), new JobEvent.Interrupted(TokenA, null));
        Assert.Equal((JobPhase.Pending, 0, 0, Now), (after.Phase, after.Failures, after.Crashes, after.RunAt));
        Assert.Equal(AttemptOutcome.Interrupted, after.Attempts[^1].Outcome);
    }

    [Fact]
    public void A_first_crash_restarts_the_job_in_its_slot()
    {
        var after = Apply(Running(), Death());
        Assert.Equal((JobPhase.Running, 1, 0, TokenB, "host-b"), (after.Phase, after.Crashes, after.Failures, after.Token!.Value, after.Owner!));
        Assert.Equal([AttemptOutcome.Crashed, AttemptOutcome.Running], after.Attempts.Select(attempt => attempt.Outcome));
        Assert.False(after.OnProbation);
    }

    [Fact]
    public void A_second_crash_sends_the_job_to_wait_for_its_probation()
    {
        var after = Apply(Running() with { Crashes = 1 }, Death());
        Assert.Equal((JobPhase.Pending, 2, true), (after.Phase, after.Crashes, after.Suspect));
        Assert.True(Apply(after, Grant()).OnProbation);
    }

    [Fact]
    public void Only_crashes_during_its_own_probation_make_a_job_poison()
    {
        var innocent = Apply(Running() with { Crashes = 50 }, Death());
        Assert.Equal((JobPhase.Pending, 0), (innocent.Phase, innocent.ProbationCrashes));

        var poison = Apply(Running() with { Crashes = 4, ProbationCrashes = 2, OnProbation = true }, Death());
        Assert.Equal((JobPhase.Failed, "poison"), (poison.Phase, poison.Error!.Type));
        Assert.StartsWith("5 processes died", poison.Error.Message, StringComparison.Ordinal);
        Assert.Contains("3 of them", poison.Error.Message, StringComparison.Ordinal);
        Assert.Null(poison.Token);
    }

    [Fact]
    public void A_death_of_another_host_is_not_this_jobs()
    {
        Assert.Equal(JobRefusal.OtherOwner, Refused(Running(), Death() with { DeadOwner = "host-x" }));
        Assert.Equal(JobRefusal.OtherOwner, Refused(Pending(), Death()));
    }

    [Fact]
    public void A_report_keeps_what_it_does_not_mention()
    {
        var told = Apply(Running(), new JobEvent.Reported(new AttemptReport { Token = TokenA, Checkpoint = Json.Parse("1") }));
        var again = Apply(told, new JobEvent.Reported(new AttemptReport { Token = TokenA, Progress = new JobProgress { Fraction = 0.5 } }));
        Assert.Equal("1", again.Checkpoint!.ToString());
        Assert.Equal(0.5, again.Progress!.Fraction);
        var later = Apply(again, new JobEvent.Reported(new AttemptReport { Token = TokenA, Checkpoint = Json.Parse("2") }));
        Assert.Equal(("2", 0.5), (later.Checkpoint!.ToString(), later.Progress!.Fraction));
        var last = Apply(later, new JobEvent.Reported(new AttemptReport { Token = TokenA, Progress = new JobProgress { Fraction = 0.7 } }));
        Assert.Equal(("2", 0.7), (last.Checkpoint!.ToString(), last.Progress!.Fraction));
    }

    [Fact]
    public void The_lines_of_the_last_report_come_with_the_end()
    {
        var line = new JobLogLine { Attempt = 1, Number = 1, At = Now, Text = "done" };
        var decision = JobMachine.Apply(
            Running(), new JobEvent.Succeeded(TokenA, null, new AttemptReport { Token = TokenA, Log = [line] }), Now, Rules);
        Assert.Equal(line, Assert.Single(((JobDecision.Change)decision).Log));
    }

    [Fact]
    public void Old_attempts_are_forgotten_beyond_the_limit()
    {
        var job = Pending();
        for (var i = 0; i < Rules.AttemptsKept + 2; i++)
            job = Apply(Apply(job, Grant()), new JobEvent.Interrupted(TokenA, null));
        Assert.Equal(Rules.AttemptsKept, job.Attempts.Length);
        Assert.Equal(Rules.AttemptsKept + 2, job.Attempts[^1].Number);
    }

    [Fact]
    public void Every_record_keeps_the_invariants()
    {
        foreach (var job in new[] { Pending(), Running(), Offered(), Leased(), Leased() with { LeaseUntil = Now }, Succeeded(), Failed(), Cancelled() })
            foreach (var happened in AllEvents())
            {
                if (JobMachine.Apply(job, happened, Now, Rules) is not JobDecision.Change { After: var after }) continue;
                var runs = after.Phase == JobPhase.Running;
                Assert.Equal(runs, after.Token is not null);
                Assert.Equal(runs, after.Owner is not null);
                Assert.Equal(runs, !after.Attempts.IsEmpty && after.Attempts[^1].Outcome == AttemptOutcome.Running);
                Assert.Equal(runs && after.Pool is not null, after.LeaseUntil is not null);
                Assert.Equal(runs && after.Pool is not null, after.LeaseFor is not null);
                Assert.Equal(after.HasEnded, after.EndedAt is not null);
                Assert.True(runs || !after.OnProbation);
            }
    }
}
