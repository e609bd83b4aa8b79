using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What follows for a job that waits for others, and for one that others wait for.</summary>
public sealed class JobMachineParentTests
{
    [Fact]
    public void A_job_comes_to_its_queue_with_the_end_of_its_last_parent()
    {
        var first = Apply(Waiting(ParentA, ParentB), new JobEvent.ParentEnded(ParentB, JobPhase.Succeeded));
        Assert.Equal(JobPhase.Waiting, first.Phase);
        Assert.Equal(ParentA, Assert.Single(first.Awaits));
        var second = Apply(first with { RunAt = Now.AddMinutes(-1) }, new JobEvent.ParentEnded(ParentA, JobPhase.Succeeded));
        Assert.Equal((JobPhase.Pending, Now), (second.Phase, second.RunAt));
        Assert.Empty(second.Awaits);
        Assert.Equal<Guid>([ParentA, ParentB], second.Parents);
    }

    [Fact]
    public void Its_own_time_holds_as_well()
    {
        var job = Waiting(ParentA) with { RunAt = Now.AddHours(1) };
        Assert.Equal(Now.AddHours(1), Apply(job, new JobEvent.ParentEnded(ParentA, JobPhase.Succeeded)).RunAt);
    }

    [Theory]
    [InlineData(JobPhase.Failed, "failed")]
    [InlineData(JobPhase.Cancelled, "was cancelled")]
    public void A_parent_that_does_not_succeed_cancels_it_at_once(JobPhase end, string why)
    {
        var lost = Apply(Waiting(ParentA, ParentB), new JobEvent.ParentEnded(ParentA, end));
        Assert.Equal((JobPhase.Cancelled, Now, $"Job {ParentA}, for which it waited, {why}."), (lost.Phase, lost.EndedAt, lost.CancelReason));
        Assert.Empty(lost.Awaits);
    }

    [Fact]
    public void One_that_runs_in_any_case_waits_for_the_others()
    {
        var job = Waiting(ParentA, ParentB) with { OnParentFailure = ParentFailure.Run };
        var first = Apply(job, new JobEvent.ParentEnded(ParentA, JobPhase.Failed));
        Assert.Equal(JobPhase.Waiting, first.Phase);
        Assert.Equal(JobPhase.Pending, Apply(first, new JobEvent.ParentEnded(ParentB, JobPhase.Cancelled)).Phase);
    }

    [Fact]
    public void An_end_counts_once()
    {
        var first = Apply(Waiting(ParentA, ParentB), new JobEvent.ParentEnded(ParentA, JobPhase.Succeeded));
        Assert.Equal(JobRefusal.NotAwaited, Refused(first, new JobEvent.ParentEnded(ParentA, JobPhase.Failed)));
        Assert.Equal(JobRefusal.NotAwaited, Refused(Cancelled(), new JobEvent.ParentEnded(ParentA, JobPhase.Failed)));
    }

    [Fact]
    public void A_cancelled_one_that_is_put_back_waits_for_nobody()
    {
        var lost = Apply(Waiting(ParentA, ParentB), new JobEvent.ParentEnded(ParentA, JobPhase.Failed));
        Assert.Equal(JobPhase.Pending, Apply(lost, new JobEvent.RetryRequested(null)).Phase);
    }

    [Fact]
    public void It_is_not_started_while_it_waits() =>
        Assert.Equal(JobRefusal.NotPending, Refused(Waiting(ParentA), Grant()));

    [Fact]
    public void A_job_takes_children_until_it_has_ended()
    {
        var decision = Assert.IsType<JobDecision.Change>(JobMachine.Apply(Running(), new JobEvent.ChildAdded(ParentB), Now, Rules));
        Assert.Equal((ParentB, true), (decision.Child, decision.After.HasChildren));
        Assert.Equal(JobRefusal.HasEnded, Refused(Succeeded(), new JobEvent.ChildAdded(ParentB)));
    }

    [Fact]
    public void A_queue_hears_of_each_version_of_a_waiting_job_that_gets_children()
    {
        var before = Pending();
        var after = Apply(before, new JobEvent.ChildAdded(ParentB)) with { Version = 2 };
        Assert.Equal(2, JobEffects.Between(before, after).Enqueue?.Version);
        Assert.Equal(3, JobEffects.Between(after, after with { Version = 3 }).Enqueue?.Version);
    }

    [Fact]
    public void Whoever_waits_is_told_of_the_end_and_its_queue_of_the_job_that_waited()
    {
        Assert.True(JobEffects.Between(Running() with { HasChildren = true }, Succeeded() with { HasChildren = true }).TellChildren);
        Assert.False(JobEffects.Between(Running(), Succeeded()).TellChildren);
        Assert.Null(JobEffects.Between(null, Waiting(ParentA)).Enqueue);
        Assert.NotNull(JobEffects.Between(Waiting(ParentA), Pending()).Enqueue);
    }
}
