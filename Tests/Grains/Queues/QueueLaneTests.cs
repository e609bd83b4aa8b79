using OrleansJobs.Queues;
using Xunit;
using static OrleansJobs.Tests.Grains.Queues.QueueSamples;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>Lanes: what each may take of its queue, who is next, and what it costs to know.</summary>
public sealed class QueueLaneTests
{
    private static readonly QueueSettings Serial = new() { Concurrency = 10, Lanes = new LaneSettings { Concurrency = 1 } };

    [Fact]
    public void Jobs_of_a_serial_lane_run_one_after_the_other_in_order_and_do_not_keep_others_waiting()
    {
        var queue = new QueueTable(Serial);
        queue.Submit(In("a", 1));
        queue.Submit(In("a", 2));
        queue.Submit(In("b", 3));
        queue.Submit(In("a", 4));
        queue.Submit(Entry(5));
        queue.Submit(Entry(6));
        Assert.Equal([Id(1), Id(3), Id(5), Id(6)], Ids(queue.Start()));
        queue.End(In("a", 1));
        Assert.Equal([Id(2)], Ids(queue.Start()));
        queue.End(In("a", 2));
        Assert.Equal([Id(4)], Ids(queue.Start()));
    }

    [Fact]
    public void Lanes_without_a_rule_share_one_order()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 2 });
        queue.Submit(In("a", 1));
        queue.Submit(In("b", 2));
        queue.Submit(In("a", 3));
        Assert.Equal([Id(1), Id(2)], Ids(queue.Start()));
    }

    [Fact]
    public void A_lane_by_name_may_have_a_limit_of_its_own()
    {
        var queue = new QueueTable(Serial with { Exceptions = [new NamedLane { Name = "wide", Settings = new LaneSettings { Concurrency = 2 } }] });
        foreach (var n in Enumerable.Range(1, 3)) queue.Submit(In("wide", n));
        Assert.Equal([Id(1), Id(2)], Ids(queue.Start()));
    }

    [Fact]
    public void A_newcomer_gets_a_slot_at_once_unless_its_lane_is_full()
    {
        var queue = new QueueTable(Serial).Machine;
        Assert.True(queue.Reserve(Id(1), null, "a", 1, Now, Now));
        Assert.False(queue.Reserve(Id(2), null, "a", 1, Now, Now));
        queue.Enqueued(In("a", 2), Now);
        Assert.False(queue.Reserve(Id(3), null, "a", 1, Now, Now));
        Assert.True(queue.Reserve(Id(4), null, "b", 1, Now, Now));
        Assert.True(queue.Reserve(Id(5), null, null, 1, Now, Now));
    }

    [Fact]
    public void Jobs_that_run_take_their_lanes_room()
    {
        var queue = new QueueTable(Serial);
        queue.Machine.RunningRead([new(Id(1), "host", false, 2, "a")], queue.Machine.BeginRead(), exact: true, Now);
        queue.Submit(In("a", 2));
        Assert.Empty(queue.Start());
        queue.Machine.Released(Ended(1));
        Assert.Equal([Id(2)], Ids(queue.Start()));
    }

    [Fact]
    public void A_change_of_the_rules_holds_for_jobs_that_run_and_wait_already()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 2 });
        queue.Submit(In("a", 1));
        queue.Submit(In("a", 2));
        queue.Start();
        queue.Submit(In("a", 3));
        queue.Set(Serial);
        Assert.Empty(queue.Start());
        queue.End(In("a", 1));
        Assert.Empty(queue.Start());
        queue.End(In("a", 2));
        Assert.Equal([Id(3)], Ids(queue.Start()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_blocked_lane_cannot_hide_what_lies_behind_its_jobs(bool fair)
    {
        var queue = new QueueTable(Serial with { Fair = fair }, window: 100);
        for (var n = 1; n <= 10_000; n++) queue.Store(In("blocked", n));
        for (var n = 10_001; n <= 10_008; n++) queue.Store(In($"lane {n}", n));
        queue.Store(Entry(10_009));
        queue.ReadWindow();
        Assert.Equal([1, .. Enumerable.Range(10_001, 9)], queue.Start().Select(entry => (int)entry.Seq).Order());
        Assert.InRange(queue.RowsRead, 1, 500);

        // News that one of its lane waits finds it, whatever lies between.
        queue.End(In("lane 10001", 10_001));
        queue.Submit(In("lane 20000", 20_000));
        Assert.Equal([Id(20_000)], Ids(queue.Start()));

        // So does the next look if the news was lost.
        queue.End(In("lane 20000", 20_000));
        queue.Store(In("lane 30000", 30_000));
        Assert.Empty(queue.Start());
        queue.ReadWindow();
        Assert.Equal([Id(30_000)], Ids(queue.Start()));
    }

    [Fact]
    public void Every_job_of_more_lanes_than_are_kept_gets_its_turn_and_no_lane_runs_two()
    {
        var queue = new QueueTable(Serial, window: 100);
        for (var n = 0; n < 60_000; n++) queue.Store(In($"lane {n / 2}", n + 1));
        queue.ReadWindow();
        var started = 0;
        while (queue.Start() is { Count: > 0 } jobs)
        {
            started += jobs.Count;
            Assert.Equal(queue.Running.Count, queue.Running.Select(job => job.Lane).Distinct().Count());
            foreach (var job in queue.Running.ToList()) queue.End(job);
        }

        Assert.Equal(60_000, started);
    }

    [Fact]
    public void Fair_sharing_is_by_weight_whatever_waits_in_each_lane()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 8, Fair = true, Exceptions = [Weighted("b", 2), Weighted("c", 5)] }, window: 200);
        for (var n = 1; n <= 300_000; n++) queue.Store(In("a", n));
        for (var n = 300_001; n <= 310_000; n++) queue.Store(In("b", n));
        for (var n = 310_001; n <= 320_000; n++) queue.Store(In("c", n));
        for (var n = 320_001; n <= 330_000; n++) queue.Store(Entry(n));
        queue.ReadWindow();
        var starts = Starts(queue, 10_000).CountBy(entry => entry.Lane ?? "none").ToDictionary();
        foreach (var (lane, share) in new[] { ("none", 1), ("a", 1), ("b", 2), ("c", 5) })
            Assert.InRange(starts[lane], 10_000 * share / 9 * 0.95, 10_000 * share / 9 * 1.05);
    }

    [Fact]
    public void Of_thousands_of_lanes_that_all_have_much_to_do_each_is_served()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 50, Fair = true }, window: 100);
        for (var n = 0; n < 24_000; n++) queue.Store(In($"lane {n / 3}", n + 1));
        queue.ReadWindow();
        Assert.Equal(8_000, Starts(queue, 8_200).Select(entry => entry.Lane).Distinct().Count());
    }

    [Fact]
    public void A_share_is_of_what_jobs_cost()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 8, Fair = true });
        for (var n = 1; n <= 4_000; n++) queue.Store(In("cheap", n));
        for (var n = 4_001; n <= 8_000; n++) queue.Store(In("dear", n) with { Cost = 4 });
        queue.ReadWindow();
        var starts = Starts(queue, 4_000).CountBy(entry => entry.Lane!).ToDictionary();
        Assert.InRange(starts["cheap"] / (double)starts["dear"], 3.8, 4.2);
    }

    [Fact]
    public void A_lane_that_had_nothing_to_do_gets_no_more_than_its_share_when_it_comes_back()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 4, Fair = true });
        for (var n = 1; n <= 2_000; n++) queue.Store(In("a", n));
        queue.ReadWindow();
        Starts(queue, 1_000);
        for (var n = 2_001; n <= 3_000; n++) queue.Submit(In("b", n));
        Assert.InRange(Starts(queue, 200).Count(entry => entry.Lane == "b"), 95, 105);
    }

    [Fact]
    public void What_lanes_have_had_counts_under_the_next_epoch_too()
    {
        var settings = new QueueSettings { Concurrency = 1, Fair = true };
        var queue = new QueueTable(settings, window: 10);
        for (var n = 1; n <= 100; n++) queue.Store(In("a", n) with { Priority = 5 });
        for (var n = 101; n <= 200; n++) queue.Store(In("b", n));
        var lanes = new List<string?>();
        for (var i = 0; i < 20; i++)
        {
            queue.Set(settings);
            foreach (var started in queue.Start())
            {
                lanes.Add(started.Lane);
                queue.End(started);
            }
        }

        Assert.Equal(10, lanes.Count(lane => lane == "b"));
    }

    [Fact]
    public void The_first_slots_of_an_activation_are_shared_too()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 4, Fair = true }, window: 10);
        for (var n = 1; n <= 100; n++) queue.Store(In("a", n));
        for (var n = 101; n <= 110; n++) queue.Store(In("b", n));
        queue.ReadWindow();
        Assert.Equal(["a", "b", "a", "b"], queue.Start().Select(entry => entry.Lane));
    }

    [Fact]
    public void Idle_lanes_are_not_kept()
    {
        foreach (var settings in new[] { Serial, new QueueSettings { Concurrency = 10, Fair = true } })
        {
            var queue = new QueueTable(settings);
            for (var n = 1; n <= 20_000; n++)
            {
                queue.Submit(In($"lane {n}", n));
                foreach (var job in queue.Start()) queue.End(job);
            }

            Assert.InRange(queue.Machine.LanesKept, 0, 1);
        }
    }

    [Fact]
    public void A_job_takes_as_many_slots_as_it_costs_and_nobody_passes_it()
    {
        var queue = new QueueTable(new QueueSettings { Concurrency = 3 });
        queue.Submit(Entry(1));
        queue.Submit(Entry(2) with { Cost = 3 });
        queue.Submit(Entry(3));
        Assert.Equal([Id(1)], Ids(queue.Start()));
        queue.End(Entry(1));
        Assert.Equal([Id(2)], Ids(queue.Start()));
        queue.End(Entry(2));
        Assert.Equal([Id(3)], Ids(queue.Start()));
    }

    [Fact]
    public void A_job_that_costs_more_than_there_is_runs_alone()
    {
        var queue = new QueueTable(Serial with { Concurrency = 2 });
        queue.Submit(Entry(1));
        queue.Submit(In("a", 2) with { Cost = 9 });
        queue.Submit(Entry(3));
        Assert.Equal([Id(1)], Ids(queue.Start()));
        queue.End(Entry(1));
        Assert.Equal([Id(2)], Ids(queue.Start()));
        queue.End(In("a", 2));
        Assert.Equal([Id(3)], Ids(queue.Start()));
    }

    [Fact]
    public void A_job_moved_to_another_lane_waits_there()
    {
        var queue = new QueueTable(Serial);
        queue.Submit(In("a", 1));
        queue.Submit(In("a", 2));
        queue.Start();
        queue.Submit(In("b", 2) with { Version = 2 });
        Assert.Equal("b", Assert.Single(queue.Start()).Lane);
    }

    [Fact]
    public void A_suspect_that_waits_for_its_probation_is_passed_by_its_lane()
    {
        var queue = new QueueTable(Serial);
        queue.Submit(In("a", 1) with { Suspect = true });
        queue.Submit(In("b", 2) with { Suspect = true });
        queue.Submit(In("b", 3));
        Assert.Equal([Id(1), Id(3)], Ids(queue.Start()));
        queue.End(In("b", 3));
        Assert.Empty(queue.Start());
        queue.End(In("a", 1));
        Assert.Equal([Id(2)], Ids(queue.Start()));
    }

    private static QueueEntry In(string lane, int n) => Entry(n) with { Lane = lane };

    private static IEnumerable<Guid> Ids(IEnumerable<QueueEntry> entries) => entries.Select(entry => entry.JobId);

    /// <summary>The next so many starts, while what runs ends in order.</summary>
    private static List<QueueEntry> Starts(QueueTable queue, int count)
    {
        var starts = queue.Start();
        while (starts.Count < count)
        {
            queue.End(queue.Running.First());
            starts.AddRange(queue.Start());
        }

        return starts;
    }
}
