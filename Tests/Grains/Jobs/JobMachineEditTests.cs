using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What follows from the wishes of people: change, delete, cancel, retry.</summary>
public sealed class JobMachineEditTests
{
    [Fact]
    public void A_patch_changes_what_it_names_and_nothing_else()
    {
        var before = Pending() with { Tags = ["a"], Timeout = TimeSpan.FromSeconds(1) };
        var later = Now.AddHours(1);
        Assert.Equal(before with { Priority = 9 }, Apply(before, Patch(new JobPatch { Priority = 9 })));
        Assert.Equal(before with { RunAt = later }, Apply(before, Patch(new JobPatch { RunAt = later })));
        Assert.Equal(before with { RunAt = Now }, Apply(before, Patch(new JobPatch { RunAt = Now.AddDays(-1) })));
        Assert.Equal(before with { Queue = "other" }, Apply(before, Patch(new JobPatch { Queue = "other" })));
        Assert.Equal("b,c", string.Join(',', Apply(before, Patch(new JobPatch { Tags = ["b", "c"] })).Tags));
        Assert.Equal(before with { Timeout = TimeSpan.FromHours(2) }, Apply(before, Patch(new JobPatch { Timeout = TimeSpan.FromHours(2) })));
        Assert.Equal(before with { Timeout = null }, Apply(before, Patch(new JobPatch { ResetTimeout = true })));
    }

    [Fact]
    public void Queue_and_time_of_a_running_job_are_settled()
    {
        Assert.Equal(JobRefusal.IsRunning, Refused(Running(), Patch(new JobPatch { Queue = "other" })));
        Assert.Equal(JobRefusal.IsRunning, Refused(Running(), Patch(new JobPatch { Priority = 1, RunAt = Now })));
        Assert.Equal(5, Apply(Running(), Patch(new JobPatch { Priority = 5 })).Priority);
    }

    [Fact]
    public void A_patch_of_an_ended_job_or_for_another_version_is_refused()
    {
        foreach (var job in new[] { Succeeded(), Failed(), Cancelled() })
            Assert.Equal(JobRefusal.HasEnded, Refused(job, Patch(new JobPatch { Priority = 1 })));
        Assert.Equal(JobRefusal.OtherVersion, Refused(Pending(), Patch(new JobPatch { Priority = 1, Versions = [2, 3] })));
        Assert.Equal(1, Apply(Pending(), Patch(new JobPatch { Priority = 1, Versions = [2, 1] })).Priority);
    }

    [Fact]
    public void Only_an_ended_job_is_deleted()
    {
        foreach (var job in new[] { Succeeded(), Failed(), Cancelled() })
            Assert.Equal(job, Assert.IsType<JobDecision.Remove>(JobMachine.Apply(job, new JobEvent.Deleted(), Now, Rules)).Before);
        foreach (var job in new[] { Pending(), Running() })
            Assert.Equal(JobRefusal.HasNotEnded, Refused(job, new JobEvent.Deleted()));
    }

    [Fact]
    public void Cancel_ends_a_waiting_and_a_running_job()
    {
        var waiting = Apply(Pending(), new JobEvent.CancelRequested("no need"));
        Assert.Equal((JobPhase.Cancelled, "no need", Now), (waiting.Phase, waiting.CancelReason, waiting.EndedAt!.Value));

        var running = Apply(Running(), new JobEvent.CancelRequested(null));
        Assert.Equal((JobPhase.Cancelled, AttemptOutcome.Cancelled), (running.Phase, running.Attempts[^1].Outcome));
        Assert.Null(running.Token);
    }

    [Fact]
    public void What_has_ended_cannot_be_cancelled()
    {
        foreach (var job in new[] { Succeeded(), Failed(), Cancelled() })
            Assert.Equal(JobRefusal.HasEnded, Refused(job, new JobEvent.CancelRequested(null)));
    }

    [Fact]
    public void A_manual_retry_begins_afresh_and_keeps_the_history()
    {
        var failed = Failed() with { Failures = 5, Crashes = 2, ProbationCrashes = 1, CancelReason = "x", ExpiresAt = Now };
        var after = Apply(failed, new JobEvent.RetryRequested(null));
        Assert.Equal((JobPhase.Pending, 0, 0, 0), (after.Phase, after.Failures, after.Crashes, after.ProbationCrashes));
        Assert.Equal(failed.Attempts, after.Attempts);
        Assert.Null(after.EndedAt);
        Assert.Null(after.ExpiresAt);
        Assert.Null(after.PurgeAt);
        Assert.Null(after.Error);
        Assert.Equal(failed.Input, after.Input);
    }

    [Fact]
    public void A_manual_retry_may_bring_another_input() =>
        Assert.Equal("7", Apply(Failed(), new JobEvent.RetryRequested(Json.Parse("7"))).Input!.ToString());

    [Fact]
    public void A_job_whose_input_was_dropped_is_retried_only_with_a_new_one()
    {
        var dropped = Failed() with { PayloadExpired = true, Input = null };
        Assert.Equal(JobRefusal.PayloadExpired, Refused(dropped, new JobEvent.RetryRequested(null)));
        Assert.False(Apply(dropped, new JobEvent.RetryRequested(Json.Parse("1"))).PayloadExpired);
    }

    [Fact]
    public void What_lives_cannot_be_retried()
    {
        foreach (var job in new[] { Pending(), Running() })
            Assert.Equal(JobRefusal.HasNotEnded, Refused(job, new JobEvent.RetryRequested(null)));
    }

    private static JobEvent.Patched Patch(JobPatch patch) => new(patch);
}
