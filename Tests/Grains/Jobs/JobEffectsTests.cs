using OrleansJobs.Grains.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What a grain has to do after a commit.</summary>
public sealed class JobEffectsTests
{
    [Fact]
    public void A_new_waiting_job_is_announced()
    {
        var effects = JobEffects.Between(null, Pending());
        Assert.Equal(Pending().Id, effects.Enqueue!.JobId);
        Assert.Equal((null, null, false, false), (effects.Run, effects.Stop, effects.Release, effects.Ended));
    }

    [Fact]
    public void A_job_stored_as_running_runs_and_is_not_announced() =>
        Assert.Equal(new JobEffects(null, TokenA, false, null, false), JobEffects.Between(null, Running()));

    [Fact]
    public void A_success_frees_the_slot_and_tells_the_waiting() =>
        Assert.Equal(new JobEffects(TokenA, null, true, null, true, Failed: false), JobEffects.Between(Running(), Succeeded()));

    [Fact]
    public void Only_an_attempt_that_failed_or_succeeded_tells_its_queue_how_it_ended()
    {
        Assert.True(Failed(Failure()));
        Assert.True(Failed(Failure() with { TimedOut = true }));
        Assert.False(Failed(new JobEvent.Succeeded(TokenA, null, null)));
        Assert.Null(Failed(new JobEvent.Interrupted(TokenA, null)));
        Assert.Null(Failed(new JobEvent.CancelRequested(null)));
        Assert.Null(JobEffects.Between(Succeeded() with { Phase = JobPhase.Pending }, Succeeded() with { Phase = JobPhase.Pending, Queue = "other" }).Failed);

        static bool? Failed(JobEvent end) => JobEffects.Between(Running(), Apply(Running(), end)).Failed;
    }

    [Fact]
    public void A_rescue_stops_the_old_attempt_and_runs_the_new_one_in_the_same_slot()
    {
        var rescued = ((JobDecision.Change)JobMachine.Apply(Running(), Death(), Now, Rules)).After;
        Assert.Equal(new JobEffects(TokenA, TokenB, false, null, false), JobEffects.Between(Running(), rescued));
    }

    [Fact]
    public void A_retry_frees_the_slot_and_announces_the_next_time()
    {
        var again = ((JobDecision.Change)JobMachine.Apply(Running(), Failure(), Now, Rules)).After;
        var effects = JobEffects.Between(Running(), again);
        Assert.True(effects.Release);
        Assert.Equal(Now.AddSeconds(1), effects.Enqueue!.RunAt);
    }

    [Fact]
    public void A_waiting_job_that_moves_is_given_back_to_the_old_queue_and_announced_to_the_new()
    {
        var effects = JobEffects.Between(Pending(), Pending() with { Queue = "other" });
        Assert.True(effects.Release);
        Assert.NotNull(effects.Enqueue);
        Assert.False(effects.Ended);
    }

    [Fact]
    public void A_waiting_job_is_announced_again_when_its_place_changes_and_only_then()
    {
        Assert.Equal(9, JobEffects.Between(Pending(), Pending() with { Priority = 9 }).Enqueue!.Priority);
        Assert.Equal(Now.AddDays(1), JobEffects.Between(Pending(), Pending() with { RunAt = Now.AddDays(1) }).Enqueue!.RunAt);
        Assert.Equal(default, JobEffects.Between(Pending(), Pending() with { Tags = ["a"] }));
        Assert.Equal(default, JobEffects.Between(Running(), Running() with { Priority = 9 }));
    }

    [Fact]
    public void A_start_and_a_cancel_in_one_commit_run_nothing() =>
        Assert.Equal(new JobEffects(null, null, false, null, true), JobEffects.Between(Pending(), Cancelled()));
}
