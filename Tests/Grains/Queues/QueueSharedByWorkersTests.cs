using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using Xunit;
using static OrleansJobs.Tests.Grains.Queues.QueueSamples;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>Jobs that workers outside run share slots, lanes, rates and holds of their queue with those that hosts run.</summary>
public sealed class QueueSharedByWorkersTests
{
    [Fact]
    public void The_next_job_is_the_first_of_those_for_hosts_and_for_workers_that_wait()
    {
        var queue = new QueueTable(Ten);
        queue.Submit(Entry(1));
        queue.Submit(For("render", 2) with { Priority = 5 });
        queue.Submit(For("paint", 3) with { Priority = 3 });
        queue.Submit(Entry(4, priority: 4));
        queue.Submit(For("paint", 5) with { RunAt = Now.AddSeconds(-1) });
        queue.Submit(For("absent", 6) with { Priority = 9 });
        queue.Ask(["render", "paint"], max: 9);
        queue.ReadWindow();
        Assert.Equal([Id(2), Id(4), Id(3), Id(5), Id(1)], Ids(queue.Start()));
    }

    [Fact]
    public void Slots_and_lanes_are_shared_by_hosts_and_workers()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 3, Lanes = new LaneSettings { Concurrency = 1 } });
        queue.Ask(["render"], max: 9);
        queue.Submit(Entry(1) with { Lane = "a" });
        queue.Submit(For("render", 2) with { Lane = "a" });
        queue.Submit(For("render", 3) with { Lane = "b" });
        queue.Submit(Entry(4) with { Lane = "b" });
        queue.Submit(For("render", 5));
        queue.Submit(For("render", 6) with { Lane = "c" });
        queue.ReadWindow();
        Assert.Equal([Id(1), Id(3), Id(5)], Ids(queue.Start()));
        queue.End(Entry(1));
        Assert.Equal([Id(2)], Ids(queue.Start()));
        queue.End(For("render", 3));
        Assert.Equal([Id(4)], Ids(queue.Start()));
        queue.End(For("render", 5));
        Assert.Equal([Id(6)], Ids(queue.Start()));
    }

    [Fact]
    public void A_job_for_workers_that_costs_much_keeps_the_slots_that_become_free()
    {
        var queue = new QueueTable(Ten with { Concurrency = 2 });
        queue.Ask(["render"], max: 9);
        queue.Submit(Entry(1));
        queue.Submit(For("render", 2) with { Cost = 2 });
        queue.Submit(Entry(3));
        queue.ReadWindow();
        Assert.Equal([Id(1)], Ids(queue.Start()));
        queue.End(Entry(1));
        Assert.Equal([Id(2)], Ids(queue.Start()));
    }

    [Fact]
    public void Rates_are_of_all_jobs_together_and_only_those_who_wait_are_woken_for_them()
    {
        var rate = new QueueRate { Permits = 2, Per = TimeSpan.FromSeconds(1), Burst = 3 };
        var queue = new QueueTable(Ten with { Rate = rate });
        queue.Ask(["render"], max: 9);
        for (var n = 1; n <= 6; n++) queue.Submit(n % 2 == 0 ? For("render", n) : Entry(n));
        queue.ReadWindow();
        Assert.Equal([Id(1), Id(2), Id(3)], Ids(queue.Start()));
        queue.Now = queue.Machine.NextPermit!.Value;
        Assert.Equal(Now.AddSeconds(0.5), queue.Now);
        Assert.Equal([Id(4)], Ids(queue.Start()));

        queue = new QueueTable(Ten with { Lanes = new LaneSettings { Rate = rate with { Burst = 1 } } });
        queue.Ask(["render"]);
        queue.Submit(For("render", 1) with { Lane = "a" });
        queue.Submit(For("render", 2) with { Lane = "a" });
        Assert.Equal([Id(1)], Ids(queue.Start()));
        Assert.Null(queue.Machine.NextPermit);
        queue.Ask(["render"]);
        Assert.Empty(queue.Start());
        Assert.Equal(Now.AddSeconds(0.5), queue.Machine.NextPermit);
    }

    [Fact]
    public void Fair_sharing_is_by_weight_whoever_runs_the_jobs_of_each_lane()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 8, Fair = true, Exceptions = [Weighted("b", 2), Weighted("c", 5)] }, window: 200);
        for (var n = 1; n <= 40_000; n++)
        {
            queue.Store((n / 10_000) switch
            {
                0 => Entry(n) with { Lane = "a" },
                1 => For("render", n) with { Lane = "b" },
                2 => For("paint", n) with { Lane = "c" },
                _ => Entry(n) with { Lane = "c" },
            });
        }

        queue.Ask(["render", "paint"], max: int.MaxValue);
        queue.ReadWindow();
        var starts = new List<QueueEntry>(queue.Start());
        while (starts.Count < 8_000)
        {
            queue.End(queue.Running.First());
            starts.AddRange(queue.Start());
        }

        var lanes = starts.CountBy(entry => entry.Lane!).ToDictionary();
        foreach (var (lane, share) in new[] { ("a", 1), ("b", 2), ("c", 5) }) Assert.InRange(lanes[lane], 1_000 * share * 0.95, 1_000 * share * 1.05);
    }

    [Fact]
    public void Pauses_and_holds_are_for_workers_too()
    {
        var queue = new QueueTable(Ten);
        queue.Ask(["render"], max: 9);
        queue.Submit(For("render", 1));
        queue.Set(Ten with { Paused = true });
        Assert.Empty(queue.Start());
        queue.Set(Ten, new StoredHold(Now.AddMinutes(1), null, null));
        Assert.Empty(queue.Start());
        queue.Now = Now.AddMinutes(1);
        Assert.Equal([Id(1)], Ids(queue.Start()));
    }

    [Fact]
    public void A_half_open_breaker_is_tried_with_one_job_whoever_runs_it()
    {
        var queue = new QueueTable(Ten);
        queue.Ask(["render"], max: 9);
        queue.Submit(For("render", 1));
        queue.Submit(Entry(2));
        queue.Set(Ten with { Breaker = new QueueBreaker { Failures = 1, Of = 1, Hold = TimeSpan.FromMinutes(1) } }, new StoredHold(null, Now, null));
        Assert.Equal([Id(1)], Ids(queue.Start()));
        Assert.Empty(queue.Start());
        queue.Machine.Released(Ended(1) with { Failed = false });
        Assert.IsType<BreakerStep.Close>(queue.Machine.NextStep(Now));
    }

    [Fact]
    public void A_newcomer_for_hosts_passes_jobs_for_absent_workers_only()
    {
        var queue = new QueueTable(Ten);
        queue.Submit(For("render", 1));
        Assert.True(queue.Machine.Reserve(Id(2), null, null, 1, Now, Now));
        queue.Ask(["render"]);
        queue.ReadWindow();
        Assert.False(queue.Machine.Reserve(Id(3), null, null, 1, Now, Now));
    }
}
