using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What follows from a sleep, and from a signal.</summary>
public sealed class JobMachineSignalTests
{
    private static readonly JobEvent.Signalled Go = new("go", Json.Parse("1"));

    [Fact]
    public void A_suspended_job_gives_its_slot_back_and_uses_no_retry()
    {
        var before = Running();
        var after = Apply(before, new JobEvent.Suspended(TokenA, Now.AddDays(1), null, null));
        Assert.Equal((JobPhase.Pending, Now.AddDays(1), 0, AttemptOutcome.Suspended), (after.Phase, after.RunAt, after.Failures, after.Attempts[^1].Outcome));
        var effects = JobEffects.Between(before, after);
        Assert.Equal((true, null), (effects.Release, effects.Failed));
        Assert.Equal(JobRefusal.StaleToken, Refused(before, new JobEvent.Suspended(TokenB, Now, null, null)));
    }

    [Fact]
    public void A_signal_ends_the_wait_for_it_and_no_other_one()
    {
        var waiting = Apply(Running(), new JobEvent.Suspended(TokenA, Now.AddDays(1), "go", null));
        Assert.Equal("go", waiting.AwaitsSignal);
        var other = Apply(waiting, new JobEvent.Signalled("other", Json.Parse("1")));
        Assert.Equal(("go", Now.AddDays(1)), (other.AwaitsSignal, other.RunAt));
        var change = Assert.IsType<JobDecision.Change>(JobMachine.Apply(other, Go, Now, Rules));
        Assert.Equal((null, Now, "signal:go"), (change.After.AwaitsSignal, change.After.RunAt, change.Step!.Name));
        Assert.Equal(Now, JobEffects.Between(other, change.After).Enqueue?.RunAt);
    }

    [Fact]
    public void A_signal_that_came_while_the_handler_looked_for_it_is_not_waited_for()
    {
        var signalled = Apply(Running(), Go);
        var after = Apply(signalled, new JobEvent.Suspended(TokenA, Now.AddDays(1), "go", null));
        Assert.Equal((null, Now), (after.AwaitsSignal, after.RunAt));
    }

    [Fact]
    public void The_first_signal_of_a_name_counts_and_an_ended_job_takes_none()
    {
        Assert.Equal(JobRefusal.AlreadySignalled, Refused(Apply(Pending(), Go), Go));
        Assert.Equal(JobRefusal.HasEnded, Refused(Succeeded(), Go));
    }

    [Fact]
    public void A_retry_that_goes_on_keeps_signals_and_one_that_begins_anew_does_not()
    {
        var failed = Failed() with { Signals = ["go"] };
        Assert.Equal("go", Assert.Single(Apply(failed, new JobEvent.RetryRequested(null)).Signals));
        Assert.Empty(Apply(failed, new JobEvent.RetryRequested(Json.Parse("2"))).Signals);
        var again = Apply(Succeeded() with { Signals = ["go"] }, new JobEvent.RetryRequested(null));
        Assert.Equal((1, 0), (again.StepSeries, again.Signals.Length));
    }

    [Fact]
    public void A_job_that_starts_or_ends_waits_for_no_signal()
    {
        var waiting = Pending() with { AwaitsSignal = "go" };
        Assert.Null(Apply(waiting, Grant()).AwaitsSignal);
        Assert.Null(Apply(waiting, new JobEvent.CancelRequested(null)).AwaitsSignal);
    }
}
