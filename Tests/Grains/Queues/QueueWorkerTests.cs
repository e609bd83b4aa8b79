using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using Xunit;
using static OrleansJobs.Tests.Grains.Queues.QueueSamples;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>Jobs that workers outside run: who gets which.</summary>
public sealed class QueueWorkerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Jobs_for_absent_workers_hide_none_for_hosts_and_none_for_other_workers(bool fair)
    {
        var queue = new QueueTable(Ten with { Fair = fair });
        for (var n = 1; n <= 100_000; n++) queue.Store(For("absent", n) with { Priority = 5 });
        queue.Store(Entry(100_001));
        queue.Store(For("render", 100_002));
        queue.ReadWindow();
        queue.Ask(["render"]);
        Assert.Equal([Id(100_001), Id(100_002)], Ids(queue.Start()).Order());
        Assert.InRange(queue.RowsRead, 2, 100);

        // Nor those of workers who are known, and ask for nothing now.
        queue.Machine.Workers.Remove(queue.Ask(["absent"]));
        queue.Start();
        queue.Submit(Entry(100_003));
        queue.Submit(For("render", 100_004));
        queue.Ask(["render"]);
        Assert.Equal([Id(100_003), Id(100_004)], Ids(queue.Start()).Order());
    }

    [Fact]
    public void No_job_starts_for_which_no_worker_waits()
    {
        var queue = new QueueTable(Ten);
        queue.Submit(For("render", 1));
        queue.Submit(For("render", 2));
        Assert.Empty(queue.Start());
        queue.Ask(["paint"]);
        Assert.Empty(queue.Start());
        queue.Ask(["paint", "render"]);
        Assert.Equal([Id(1)], Ids(queue.Start()));
        queue.Submit(For("render", 3));
        Assert.Empty(queue.Start());
        queue.Ask(["render"]);
        Assert.Equal([Id(2)], Ids(queue.Start()));
    }

    [Fact]
    public void Workers_are_served_in_the_order_in_which_they_came()
    {
        var queue = new QueueTable(Ten);
        LeaseTicket[] tickets = [queue.Ask(["render"]), queue.Ask(["paint", "render"]), queue.Ask(["render"], ["gpu"]), queue.Ask(["render"])];
        for (var n = 1; n <= 4; n++)
        {
            queue.Submit(For("render", n));
            queue.Start();
        }

        Assert.Equal([Id(1), Id(2), Id(3), Id(4)], tickets.Select(ticket => Assert.Single(ticket.Offers).JobId));
    }

    [Fact]
    public void A_worker_gets_at_most_as_many_as_it_asks_for_and_as_there_are_slots_for()
    {
        var queue = new QueueTable(Ten with { Concurrency = 4 });
        for (var n = 1; n <= 9; n++) queue.Submit(For("render", n));
        var (first, second) = (queue.Ask(["render"], max: 3), queue.Ask(["render"], max: 3));
        queue.Start();
        Assert.Equal([Id(1), Id(2), Id(3)], Jobs(first));
        Assert.Equal([Id(4)], Jobs(second));
    }

    [Fact]
    public void A_worker_gets_only_jobs_of_which_it_has_all_that_they_require()
    {
        var queue = new QueueTable(Ten);
        queue.Submit(For("render\ngpu\nlarge", 1));
        queue.Submit(For("render", 2));
        queue.Submit(For("paint\ngpu", 3));
        var gpu = queue.Ask(["render"], ["gpu"], max: 9);
        queue.Start();
        Assert.Equal([Id(2)], Jobs(gpu));
        var both = queue.Ask(["render"], ["large", "eu", "gpu"], max: 9);
        queue.Start();
        Assert.Equal([Id(1)], Jobs(both));
    }

    [Fact]
    public void A_worker_that_waits_no_more_gets_nothing_and_its_job_goes_to_the_next()
    {
        var queue = new QueueTable(Ten);
        var gone = queue.Ask(["render"]);
        queue.Submit(For("render", 1));
        queue.ReadWindow();
        Assert.Empty(queue.Start(leaving: gone));
        Assert.Empty(gone.Offers);
        Assert.Equal((0, 1), (queue.Machine.Taken, queue.Machine.Waiting));

        queue.Machine.Workers.Remove(queue.Ask(["render"]));
        Assert.Empty(queue.Start());
        var next = queue.Ask(["render"]);
        queue.Start();
        Assert.Equal([Id(1)], Jobs(next));
    }

    [Fact]
    public void A_worker_whose_promise_is_broken_is_the_first_again()
    {
        var queue = new QueueTable(Ten);
        var (first, second) = (queue.Ask(["render"]), queue.Ask(["render"]));
        queue.Submit(For("render", 1));
        queue.ReadWindow();
        Assert.Equal([Id(1)], Dispatch(queue.Machine));
        queue.Machine.Workers.Break(Id(1));
        queue.Machine.Released(Refused(1, epoch: 1) with { MayYetCome = true });
        queue.Submit(For("render", 2));
        queue.Start();
        Assert.Equal([Id(2)], Jobs(first));
        Assert.Empty(second.Offers);
    }

    [Fact]
    public void A_job_that_is_for_other_workers_from_now_on_is_offered_to_those_alone()
    {
        var queue = new QueueTable(Ten);
        var (plain, gpu) = (queue.Ask(["render"]), queue.Ask(["paint", "render"], ["gpu"]));
        queue.Submit(For("render", 1));
        queue.ReadWindow();
        queue.Change(For("render", 1), For("render\ngpu", 1) with { Version = 2 });
        queue.Start();
        Assert.Empty(plain.Offers);
        Assert.Equal(2, Assert.Single(gpu.Offers).Version);
    }

    [Fact]
    public void Workers_who_have_not_asked_for_two_minutes_are_forgotten_with_their_lines()
    {
        var queue = new QueueTable(Ten with { Lanes = new LaneSettings { Concurrency = 1 } });
        for (var n = 1; n <= 50; n++) queue.Submit(For("render", n) with { Lane = $"lane {n}" });
        queue.Machine.Workers.Remove(queue.Ask(["render"]));
        queue.Start();
        queue.Now = Now.AddMinutes(2);
        queue.ReadWindow();
        Assert.Equal(["render"], queue.Machine.Pools);
        Assert.Equal(50, queue.Machine.LanesKept);
        Assert.Equal("worker", Assert.Single(queue.Machine.Workers.List(queue.Now)).Name);

        queue.Now = queue.Now.AddTicks(1);
        queue.ReadWindow();
        Assert.Empty(queue.Machine.Pools);
        Assert.Empty(queue.Machine.Workers.List(queue.Now));
        Assert.Equal((0, 0), (queue.Machine.LanesKept, queue.Machine.Waiting));

        // One that still waits is not.
        var waiting = queue.Ask(["render"]);
        queue.Now = queue.Now.AddMinutes(9);
        queue.Start();
        Assert.Single(waiting.Offers);
    }

    [Fact]
    public void Idle_lanes_of_workers_are_not_kept()
    {
        foreach (var settings in new[] { Ten with { Lanes = new LaneSettings { Concurrency = 1 } }, Ten with { Fair = true } })
        {
            var queue = new QueueTable(settings);
            queue.Ask(["render", "paint"], max: int.MaxValue);
            for (var n = 1; n <= 5_000; n++)
            {
                queue.Submit(For(n % 2 == 0 ? "render" : "paint", n) with { Lane = $"lane {n}" });
                foreach (var job in queue.Start()) queue.End(job);
            }

            Assert.InRange(queue.Machine.LanesKept, 0, 1);
        }
    }

    [Fact]
    public void A_line_that_is_given_up_leaves_no_account_of_its_lanes_behind()
    {
        var slots = new SlotTable();
        var accounts = new LaneAccounts(QueueRules.Of(Ten with { Lanes = new LaneSettings { Concurrency = 1 } }, new QueueOptions()));
        LaneTable[] lines = [new(slots, new Permits(), accounts), new(slots, new Permits(), accounts)];
        foreach (var line in lines)
        {
            for (var n = 1; n <= 3; n++) line.Add(line.Of($"lane {n}"), Entry(n) with { Lane = $"lane {n}" });
        }

        lines[0].Drop();
        Assert.All(Enumerable.Range(1, 3), n => Assert.NotNull(accounts.Find($"lane {n}")));
        lines[1].Drop();
        Assert.All(Enumerable.Range(1, 3), n => Assert.Null(accounts.Find($"lane {n}")));
    }

    [Fact]
    public void A_job_for_which_no_worker_asks_says_so()
    {
        var queue = new QueueTable(Ten);
        queue.Ask(["render"]);
        var job = For("render\ngpu", 1);
        var reason = Assert.Single(queue.Machine.Explain(job, Now).Reasons);
        Assert.Equal(ReasonCode.NoWorker, reason.Code);
        Assert.Contains("kind render and has gpu", reason.Detail, StringComparison.Ordinal);
        queue.Ask(["render"], ["gpu"]);
        Assert.Empty(queue.Machine.Explain(job, Now).Reasons);
    }

    private static IEnumerable<Guid> Jobs(LeaseTicket ticket) => ticket.Offers.Select(offer => offer.JobId);
}
