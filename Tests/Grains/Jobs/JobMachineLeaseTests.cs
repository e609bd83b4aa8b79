using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What follows from the leases of workers outside.</summary>
public sealed class JobMachineLeaseTests
{
    private static readonly JobEvent.LeaseOver Over = new(TokenA, 0.5);
    private static readonly DateTimeOffset End = Now.AddSeconds(30);

    [Fact]
    public void A_lease_starts_a_due_job_under_the_workers_name()
    {
        var after = Leased();
        Assert.Equal((JobPhase.Running, TokenA, "worker-a", End), (after.Phase, after.Token!.Value, after.Owner!, after.LeaseUntil!.Value));
        var attempt = Assert.Single(after.Attempts);
        Assert.Equal((1, null, "worker-a", AttemptOutcome.Running), (attempt.Number, attempt.Silo, attempt.Worker, attempt.Outcome));
        Assert.Null(JobEffects.Between(Offered(), after).Run);
    }

    [Fact]
    public void No_host_starts_a_job_for_workers_and_no_worker_one_for_hosts()
    {
        Assert.Equal(JobRefusal.NotForHere, Refused(Offered(), Grant()));
        Assert.Equal(JobRefusal.NotForHere, Refused(Pending(), Lease()));
    }

    [Fact]
    public void A_heartbeat_prolongs_the_lease_from_now_on_and_not_beyond_the_timeout()
    {
        var job = Leased() with { Timeout = TimeSpan.FromSeconds(65) };
        Assert.Equal(Now.AddSeconds(50), Beat(job, Now.AddSeconds(20)).LeaseUntil);
        Assert.Equal(Now.AddSeconds(65), Beat(job, Now.AddSeconds(40)).LeaseUntil);
        Assert.Equal(Now.AddSeconds(10), Apply(Offered() with { Timeout = TimeSpan.FromSeconds(10) }, Lease()).LeaseUntil);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_lease_shorter()
    {
        var job = Leased();
        Assert.Equal(job.LeaseUntil, Beat(job, Now.AddSeconds(-98)).LeaseUntil);
        Assert.Equal(Now.AddSeconds(25), Beat(job with { Timeout = TimeSpan.FromSeconds(25) }, Now.AddSeconds(-98)).LeaseUntil);
    }

    [Fact]
    public void A_heartbeat_records_progress_and_checkpoint()
    {
        var told = Beat(Leased(), Now, new AttemptReport { Token = TokenA, Progress = new JobProgress { Fraction = 0.5 }, Checkpoint = Json.Parse("1") });
        Assert.Equal((0.5, "1"), (told.Progress!.Fraction, $"{told.Checkpoint}"));
    }

    [Fact]
    public void The_log_lines_of_an_attempt_are_numbered_on_and_no_more_of_them_kept_than_the_limit()
    {
        var rules = Rules with { LogLines = 3 };
        var first = Told(Leased(), "a", "b");
        Assert.Equal([(1, 1, "a"), (1, 2, "b")], Lines(first));
        var second = Told(first.After, "c", "d");
        Assert.Equal([(1, 3, "c")], Lines(second));
        Assert.Empty(Told(second.After, "e").Log);

        var again = Apply(Apply(second.After, new JobEvent.Interrupted(TokenA, null)), Lease());
        Assert.Equal([(2, 1, "f")], Lines(Told(again, "f")));

        JobDecision.Change Told(JobRecord job, params string[] texts) => Assert.IsType<JobDecision.Change>(JobMachine.Apply(
            job,
            new JobEvent.Heartbeat(new AttemptReport { Token = TokenA, Log = [.. texts.Select(text => new JobLogLine { Attempt = 0, Number = 0, At = Now, Text = text })] }),
            Now,
            rules));

        static IEnumerable<(int, int, string)> Lines(JobDecision.Change change) => change.Log.Select(line => (line.Attempt, line.Number, line.Text));
    }

    [Fact]
    public void A_lease_is_not_over_before_its_end() =>
        Assert.Equal(JobRefusal.NotDue, Assert.IsType<JobDecision.Refuse>(JobMachine.Apply(Leased(), Over, End.AddMicroseconds(-1), Rules)).Why);

    [Fact]
    public void A_job_whose_lease_ends_without_a_word_waits_again_at_once_and_has_used_no_retry()
    {
        var job = Leased() with { Retry = new RetryRule { MaxAttempts = 1 } };
        var after = At(job, Over, End);
        Assert.Equal((JobPhase.Pending, job.RunAt, 0, 0, 1), (after.Phase, after.RunAt, after.Failures, after.Crashes, after.LostLeases));
        Assert.Equal((AttemptOutcome.Crashed, End), (after.Attempts[^1].Outcome, after.Attempts[^1].EndedAt!.Value));
        var effects = JobEffects.Between(job, after);
        Assert.Equal((true, null, after.Pool), (effects.Release, effects.Failed, effects.Enqueue!.Pool));
    }

    [Fact]
    public void An_attempt_of_a_worker_that_runs_longer_than_its_timeout_has_failed()
    {
        var job = Apply(Offered() with { Timeout = TimeSpan.FromSeconds(10), Retry = new RetryRule { MaxAttempts = 2, InitialDelay = TimeSpan.FromSeconds(4), Jitter = 0 } }, Lease());
        var over = Now.AddSeconds(10);
        var after = At(job, Over, over);
        Assert.Equal((JobPhase.Pending, over.AddSeconds(4), 1, 0), (after.Phase, after.RunAt, after.Failures, after.LostLeases));
        Assert.Equal((AttemptOutcome.TimedOut, "timeout", 1), (after.Attempts[^1].Outcome, after.Error!.Type, after.Error.Attempt));
        Assert.True(JobEffects.Between(job, after).Failed);
        Assert.Equal((JobPhase.Failed, 2), (At(job with { Failures = 1 }, Over, over).Phase, At(job with { Failures = 1 }, Over, over).Failures));
    }

    [Fact]
    public void A_job_that_too_many_workers_are_lost_with_is_poison()
    {
        var job = Offered();
        for (var n = 1; n < Rules.LostLeases; n++)
        {
            job = At(Apply(job with { RunAt = Now }, Lease()), Over, End);
            Assert.Equal((JobPhase.Pending, n), (job.Phase, job.LostLeases));
        }

        var poison = At(Apply(job with { RunAt = Now }, Lease()), Over, End);
        Assert.Equal((JobPhase.Failed, "poison", End), (poison.Phase, poison.Error!.Type, poison.EndedAt!.Value));
        Assert.StartsWith($"{Rules.LostLeases} workers", poison.Error.Message, StringComparison.Ordinal);

        var again = Apply(poison, new JobEvent.RetryRequested(null));
        Assert.Equal((JobPhase.Pending, 0, poison.Pool), (again.Phase, again.LostLeases, again.Pool));
    }

    [Fact]
    public void The_death_of_a_host_ends_no_lease_and_the_clock_ends_no_attempt_of_a_host()
    {
        Assert.Equal(JobRefusal.OtherOwner, Refused(Leased() with { Owner = "host-a" }, Death()));
        Assert.Equal(JobRefusal.StaleToken, Refused(Running(), Over));
        Assert.Equal(JobRefusal.StaleToken, Refused(Running(), new JobEvent.Heartbeat(new AttemptReport { Token = TokenA })));
    }

    [Fact]
    public void How_the_last_attempt_of_a_worker_ended_is_known_by_its_token()
    {
        foreach (var (happened, outcome) in new (JobEvent, AttemptOutcome)[]
        {
            (new JobEvent.Succeeded(TokenA, null, null), AttemptOutcome.Succeeded),
            (Failure(), AttemptOutcome.Failed),
            (new JobEvent.Interrupted(TokenA, null), AttemptOutcome.Interrupted),
            (new JobEvent.CancelRequested(null), AttemptOutcome.Cancelled),
            (Over, AttemptOutcome.Crashed),
        })
        {
            var ended = At(Leased(), happened, End);
            Assert.Equal((TokenA, outcome, null, null), (ended.LastToken!.Value, ended.LastOutcome!.Value, ended.LeaseUntil, ended.LeaseFor));
        }

        var next = Apply(Apply(Leased(), new JobEvent.Interrupted(TokenA, null)), Lease() with { Token = TokenB });
        Assert.Equal((TokenA, TokenB), (next.LastToken, At(next, new JobEvent.Interrupted(TokenB, null), Now).LastToken));
        Assert.Null(Succeeded().LastToken);
    }

    [Fact]
    public void Nothing_that_a_worker_says_under_another_token_is_recorded()
    {
        JobEvent[] events =
        [
            new JobEvent.Heartbeat(new AttemptReport { Token = TokenB }),
            new JobEvent.Succeeded(TokenB, null, null),
            Failure() with { Token = TokenB },
            new JobEvent.Interrupted(TokenB, null),
            new JobEvent.LeaseOver(TokenB, 0.5),
        ];
        foreach (var job in new[] { Offered(), Leased() with { LeaseUntil = Now }, Apply(Leased(), new JobEvent.Succeeded(TokenA, null, null)) })
            Assert.All(events, happened => Assert.Equal(JobRefusal.StaleToken, Refused(job, happened)));
    }

    private static JobRecord Beat(JobRecord job, DateTimeOffset now, AttemptReport? report = null) =>
        At(job, new JobEvent.Heartbeat(report ?? new AttemptReport { Token = TokenA }), now);

    private static JobRecord At(JobRecord job, JobEvent happened, DateTimeOffset now) => Changed(JobMachine.Apply(job, happened, now, Rules));
}
