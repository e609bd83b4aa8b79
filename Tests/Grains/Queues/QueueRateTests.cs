using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using Xunit;
using static OrleansJobs.Tests.Grains.Queues.QueueSamples;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>Rates of queues and lanes: token buckets.</summary>
public sealed class QueueRateTests
{
    private static readonly QueueRate TwoASecond = new() { Permits = 2, Per = TimeSpan.FromSeconds(1), Burst = 3 };

    [Fact]
    public void A_burst_starts_at_once_and_then_one_job_at_each_interval()
    {
        var queue = Filled(new QueueSettings { Concurrency = 100, Rate = TwoASecond });
        Assert.Equal(3, queue.Start().Count);
        Assert.Equal(queue.Now.AddSeconds(0.5), queue.Machine.NextPermit);
        Assert.Empty(queue.Start());
        queue.Now = queue.Now.AddSeconds(0.5);
        Assert.Single(queue.Start());
        queue.Now = queue.Now.AddSeconds(0.499);
        Assert.Empty(queue.Start());
        queue.Now = queue.Now.AddSeconds(10);
        Assert.Equal(3, queue.Start().Count);
    }

    [Fact]
    public void Without_a_burst_as_many_as_the_permits_start_at_once() =>
        Assert.Equal(2, Filled(new QueueSettings { Concurrency = 100, Rate = TwoASecond with { Burst = null } }).Start().Count);

    [Fact]
    public void Each_lane_has_permits_of_its_own()
    {
        var queue = Filled(new QueueSettings { Concurrency = 100, Lanes = new LaneSettings { Rate = TwoASecond } }, lanes: 2);
        Assert.Equal(["0", "0", "0", "1", "1", "1"], queue.Start().Select(entry => entry.Lane!).Order());
        Assert.Equal(queue.Now.AddSeconds(0.5), queue.Machine.NextPermit);
        queue.Now = queue.Now.AddSeconds(0.5);
        Assert.Equal(["0", "1"], queue.Start().Select(entry => entry.Lane!).Order());
    }

    [Fact]
    public void Over_a_long_time_starts_keep_to_the_rate()
    {
        var queue = Filled(new QueueSettings { Concurrency = 10_000, Rate = new QueueRate { Permits = 7, Per = TimeSpan.FromSeconds(3), Burst = 1 } });
        var starts = 0;
        for (var milliseconds = 0; milliseconds < 60_000; milliseconds += 10)
        {
            queue.Now = QueueSamples.Now.AddMilliseconds(milliseconds);
            starts += queue.Start().Count;
        }

        Assert.InRange(starts, 138, 140);
    }

    [Fact]
    public void What_was_spent_is_told_once_to_be_stored_and_holds_for_the_next_activation()
    {
        var settings = new QueueSettings { Concurrency = 100, Rate = TwoASecond, Lanes = new LaneSettings { Rate = TwoASecond with { Burst = 1 } } };
        var queue = Filled(settings, lanes: 2);
        Assert.Equal(2, queue.Start().Count);
        var spent = queue.Machine.TakePermits(queue.Now);
        Assert.Equal([("", 1.0), ("0", 0.5), ("1", 0.5)], spent.Select(permit => (permit.Lane, (permit.SpentUntil - queue.Now).TotalSeconds)));
        Assert.Empty(queue.Machine.TakePermits(queue.Now));

        var next = Filled(settings, lanes: 2);
        next.Machine.PermitsRead(spent, next.Now);
        Assert.Empty(next.Start());
        next.Now = next.Now.AddSeconds(0.5);
        Assert.Equal(2, next.Start().Count);
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_nobody_waiting_longer_than_a_burst()
    {
        foreach (var settings in new[] { new QueueSettings { Rate = TwoASecond }, new QueueSettings { Lanes = new LaneSettings { Rate = TwoASecond } } })
        {
            var queue = Filled(settings);
            Assert.Equal(3, queue.Start().Count);
            queue.Now = queue.Now.AddHours(-1);
            Assert.Empty(queue.Start());
            queue.Now = queue.Now.AddSeconds(0.5);
            Assert.Single(queue.Start());
        }
    }

    [Fact]
    public void A_lane_without_permits_keeps_no_other_waiting()
    {
        var queue = Filled(new QueueSettings { Concurrency = 4, Exceptions = [new NamedLane { Name = "0", Settings = new LaneSettings { Rate = TwoASecond with { Burst = 1 } } }] }, lanes: 2);
        Assert.Equal(["0", "1", "1", "1"], queue.Start().Select(entry => entry.Lane!).Order());
    }

    [Fact]
    public void Where_permits_are_needed_no_newcomer_gets_a_slot_before_it_is_stored()
    {
        Assert.False(new QueueTable(new QueueSettings { Rate = TwoASecond }).Machine.Reserve(Id(1), null, null, 1, Now, Now));
        var lanes = new QueueTable(new QueueSettings { Lanes = new LaneSettings { Rate = TwoASecond } }).Machine;
        Assert.False(lanes.Reserve(Id(1), null, "a", 1, Now, Now));
        Assert.True(lanes.Reserve(Id(2), null, null, 1, Now, Now));
    }

    [Theory]
    [InlineData(0, 1_000, null, "rate.permits")]
    [InlineData(-5, 1_000, null, "rate.permits")]
    [InlineData(1, 0, null, "rate.per")]
    [InlineData(1, 1_000, 0, "rate.burst")]
    [InlineData(1_000_001, 1_000_000, null, "rate.permits")]
    [InlineData(1_000_000, 1_000, null, "rate.permits")]
    [InlineData(1, 86_400_000, 1_000_000, "rate.burst")]
    public void A_rate_that_cannot_be_kept_is_refused(int permits, int milliseconds, int? burst, string field)
    {
        var rate = new QueueRate { Permits = permits, Per = TimeSpan.FromMilliseconds(milliseconds), Burst = burst };
        Assert.Equal(field, Assert.Single(QueueSettingsRules.Check(new QueueSettings { Rate = rate })).Field);
    }

    [Fact]
    public void Lanes_are_checked_one_by_one()
    {
        var settings = new QueueSettings
        {
            Lanes = new LaneSettings { Concurrency = 0, Weight = 2 },
            Exceptions =
            [
                new NamedLane { Name = "heavy", Settings = new LaneSettings { Weight = 1_000_000 } },
                new NamedLane { Name = "none", Settings = new LaneSettings { Weight = 0, Rate = TwoASecond with { Permits = 0 } } },
                new NamedLane { Name = new string('x', 10_000), Settings = new LaneSettings() },
            ],
        };
        Assert.Equal(
            ["lanes.concurrency", "lanes.weight", "lane.heavy.weight", "lane.none.weight", "lane.none.rate.permits", "lane"],
            QueueSettingsRules.Check(settings).Select(error => error.Field));
    }

    private static QueueTable Filled(QueueSettings settings, int lanes = 1)
    {
        var queue = new QueueTable(settings);
        for (var n = 0; n < 200; n++) queue.Store(Entry(n + 1) with { Lane = $"{n % lanes}" });
        queue.ReadWindow();
        return queue;
    }
}
