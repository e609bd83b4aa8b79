using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Grains.Jobs;
using OrleansJobs.Tests.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>
/// The rules of docs/engine.md between jobs and queues, against a network that loses, repeats and misleads messages, silos
/// that die, and a clock that is set.
/// </summary>
public sealed class QueueRuleTests : VirtualEngineTests
{
    private static readonly JobSpec Narrow = new() { Kind = "noop", Queue = "narrow" };
    private static readonly JobSpec Two = new() { Kind = "noop", Queue = "two" };

    public QueueRuleTests() => Start();

    [Fact]
    public void A_lost_start_is_told_again_under_a_new_epoch()
    {
        var starts = 0;
        Network.Deliveries = call => call.MethodName == nameof(IJobGrain.Start) && ++starts == 1 ? 0 : 1;
        SubmitBehindAGate(Narrow);
        EndAll();
        Assert.InRange(starts, 2, int.MaxValue);
        AssertOnceEachWithin(1);
    }

    [Fact]
    public void News_that_a_job_waits_or_has_ended_may_be_lost()
    {
        Network.Deliveries = call => call.MethodName is nameof(IQueueLinkGrain.Enqueued) or nameof(IQueueLinkGrain.Released) or nameof(IQueueLinkGrain.Returned) ? 0 : 1;
        for (var n = 0; n < 4; n++) Submit(Two);
        EndAll();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public void A_whole_message_to_the_queue_may_be_lost_with_its_answer()
    {
        var messages = 0;
        Network.Deliveries = call => call.MethodName == nameof(IQueueGrain.Exchange) && ++messages % 2 == 1 ? 0 : 1;
        for (var n = 0; n < 6; n++) Submit(Two);
        EndAll();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public void Repeated_messages_start_nothing_twice()
    {
        Network.Deliveries = call => call.IsOneWay ? 3 : 1;
        SubmitForty(1);
        EndAll();
        AssertOnceEachWithin(2);
    }

    [Fact]
    public void A_start_that_comes_late_finds_the_job_ended_and_changes_nothing()
    {
        var job = Engines[0].Grains.GetGrain<IJobGrain>(Submit(Two).Id);
        EndAll();
        var ended = Assert.Single(Store.Rows);
        var commits = Store.Commits.Count;
        Machine.Run(() => job.Start("two", 1, 1));
        Machine.Run(() => job.Rescue("two", 1, 1));
        Assert.IsType<ChangeResult.Conflict>(Machine.Run(() => job.Cancel(null)));
        Assert.Equal((ended, commits), (Assert.Single(Store.Rows), Store.Commits.Count));
    }

    [Fact]
    public void A_queue_that_dies_between_a_commit_and_its_hint_is_followed_by_one_that_reads_the_rows()
    {
        var dying = Start();
        Network.QueueSilo = dying.Silo;
        SubmitBehindAGate(Narrow);
        Store.AfterWrite = write =>
        {
            if (write.After.HasEnded && Network.QueueSilo == dying.Silo)
            {
                dying.Silo.Kill();
                Network.QueueSilo = Engines[0].Silo;
            }

            return Task.CompletedTask;
        };
        EndAll();
        AssertOnceEachWithin(1);
    }

    [Fact]
    public void Two_activations_of_a_queue_start_no_job_twice_and_keep_its_limit()
    {
        var refused = 0;
        Store.Refused = outcome => refused += outcome == CommitOutcome.StaleEpoch ? 1 : 0;
        Start();

        // One after the other, so that the first activation surely has the older epoch and still believes in it.
        foreach (var engine in new[] { 0, 1 })
        {
            Submit(Two, engine);
            EndAll();
        }

        SubmitForty(2);
        EndAll();
        AssertOnceEachWithin(2);
        Assert.InRange(refused, 1, int.MaxValue);
    }

    [Fact]
    public void A_clock_set_back_an_hour_delays_neither_running_nor_new_jobs_nor_the_repair_of_a_lost_start()
    {
        var starts = 0;
        Network.Deliveries = call => call.MethodName == nameof(IJobGrain.Start) && ++starts == 1 ? 0 : 1;
        var longAgo = Machine.Time.GetUtcNow().AddDays(-1); // by either clock
        Store.Put(JobSamples.Pending() with { Queue = "narrow", CreatedAt = longAgo, RunAt = longAgo });
        Machine.Until(() => starts == 1);
        Time.Shift = TimeSpan.FromHours(-1);
        Submit(Two);
        EndAll();
        AssertOnceEachWithin(1, "narrow");
    }

    private void SubmitForty(int engines) =>
        Machine.Run(() => Task.WhenAll(Enumerable.Range(0, 40).Select(n => SubmitTo(n % engines, Two))));

    /// <summary>Submits a job that has to wait for another one.</summary>
    private void SubmitBehindAGate(JobSpec spec)
    {
        Submit(spec with { Kind = "wait" });
        Machine.Until(() => Seen.Count("gate in") == 1);
        Assert.Equal(JobState.Queued, Submit(spec).State);
    }

    private void EndAll()
    {
        Seen.Open("gate");
        Machine.Until(() => Store.Rows.All(row => row.HasEnded));
    }

    private void AssertOnceEachWithin(int limit, string? queue = null)
    {
        Assert.All(Store.Rows, row => Assert.Equal((JobPhase.Succeeded, 1), (row.Phase, row.Attempts.Length)));
        var running = new HashSet<Guid>();
        foreach (var commit in Store.Commits.Where(commit => queue is null || commit.After.Queue == queue))
        {
            if (commit.After.Phase == JobPhase.Running) running.Add(commit.After.Id);
            else running.Remove(commit.After.Id);
            Assert.InRange(running.Count, 0, limit);
        }
    }
}
