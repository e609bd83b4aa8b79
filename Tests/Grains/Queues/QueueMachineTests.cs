using OrleansJobs.Grains.Queues;
using Xunit;
using static OrleansJobs.Tests.Grains.Queues.QueueSamples;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>Which job gets the next slot.</summary>
public sealed class QueueMachineTests
{
    [Fact]
    public void Free_slots_are_granted_to_newcomers_up_to_the_limit()
    {
        var queue = Ready(limit: 2);
        Assert.Equal(2, queue.Reserve([Id(1), Id(2), Id(3)], Now));
        Assert.Equal(0, queue.Reserve([Id(4)], Now));
        queue.Released(Ended(1));
        Assert.Equal(1, queue.Reserve([Id(4)], Now));
    }

    [Fact]
    public void Newcomers_do_not_pass_those_who_wait()
    {
        var queue = Ready(limit: 1);
        queue.Reserve([Id(1)], Now);
        queue.Enqueued(Entry(2), Now);
        queue.Released(Ended(1));
        Assert.Equal(0, queue.Reserve([Id(3)], Now));
        Assert.Equal([Id(2)], Dispatch(queue));
    }

    [Fact]
    public void Nobody_passes_rows_that_are_not_known_here()
    {
        var queue = new QueueMachine(limit: 9, window: 4);
        Assert.Equal(0, queue.Reserve([Id(1)], Now));
        queue.WindowRead(new QueueWindow([Entry(5)], Complete: false, null), queue.BeginRead());
        queue.Dispatch(Now, Now);
        Assert.Equal(0, queue.Reserve([Id(1)], Now));
    }

    [Fact]
    public void The_order_is_priority_then_time_then_sequence()
    {
        var queue = Ready(limit: 9);
        queue.Enqueued(Entry(1, priority: 0), Now);
        queue.Enqueued(Entry(2, priority: 0, runAt: Now.AddSeconds(-1)), Now);
        queue.Enqueued(Entry(3, priority: 5), Now);
        queue.Enqueued(Entry(4, priority: -5, runAt: Now.AddSeconds(-9)), Now);
        queue.Enqueued(Entry(5, priority: 0), Now);
        Assert.Equal([Id(3), Id(2), Id(1), Id(5), Id(4)], Dispatch(queue));
    }

    [Fact]
    public void A_job_announced_twice_starts_once()
    {
        var queue = Ready(limit: 9);
        queue.Enqueued(Entry(1), Now);
        queue.Enqueued(Entry(1, priority: 3), Now);
        Assert.Equal([Id(1)], Dispatch(queue));
        Assert.Equal(1, queue.Taken);
    }

    [Fact]
    public void A_job_that_is_not_due_is_only_remembered_as_a_time()
    {
        var queue = Ready(limit: 9);
        queue.Enqueued(Entry(1, runAt: Now.AddSeconds(5)), Now);
        queue.Enqueued(Entry(2, runAt: Now.AddSeconds(3)), Now);
        Assert.Empty(Dispatch(queue));
        Assert.Equal((0, Now.AddSeconds(3)), (queue.Waiting, queue.NextDue));
    }

    [Fact]
    public void Suspects_run_one_at_a_time_and_others_pass_them()
    {
        var queue = Ready(limit: 9);
        queue.Enqueued(Entry(1, suspect: true), Now);
        queue.Enqueued(Entry(2, suspect: true), Now);
        queue.Enqueued(Entry(3), Now);
        Assert.Equal([Id(1), Id(3)], Dispatch(queue));
        queue.Released(Ended(1));
        Assert.Equal([Id(2)], Dispatch(queue));
    }

    [Fact]
    public void A_window_that_runs_low_is_read_again()
    {
        var queue = new QueueMachine(limit: 100, window: 8);
        queue.WindowRead(new QueueWindow([.. Enumerable.Range(1, 8).Select(n => Entry(n))], Complete: false, null), queue.BeginRead());
        Assert.False(queue.WantsWindow);
        queue.Set(epoch: 1, limit: 5, paused: false);
        queue.Dispatch(Now, Now);
        Assert.False(queue.WantsWindow);
        queue.Set(epoch: 1, limit: 6, paused: false);
        queue.Dispatch(Now, Now);
        Assert.True(queue.WantsWindow);
    }

    [Fact]
    public void A_job_behind_the_known_part_of_the_queue_waits_in_the_table()
    {
        var queue = new QueueMachine(limit: 1, window: 4);
        queue.WindowRead(new QueueWindow([Entry(1), Entry(3)], Complete: false, null), queue.BeginRead());
        queue.Enqueued(Entry(9), Now);
        Assert.Equal(2, queue.Waiting);
        queue.Enqueued(Entry(2), Now);
        Assert.Equal(3, queue.Waiting);
        queue.Enqueued(Entry(10, priority: 1), Now);
        Assert.Equal([Id(10)], Dispatch(queue));
    }

    [Fact]
    public void The_tail_of_a_long_queue_is_forgotten_and_nobody_passes_it()
    {
        var queue = Ready(limit: 0, window: 4);
        for (var n = 1; n <= 8; n++) queue.Enqueued(Entry(n), Now);
        Assert.True(queue.KnowsAll);
        queue.Enqueued(Entry(9), Now);
        Assert.False(queue.KnowsAll);
        queue.Set(epoch: 1, limit: 9, paused: false);
        Assert.Equal([Id(1), Id(2), Id(3), Id(4)], Dispatch(queue));
    }

    [Fact]
    public void A_job_that_changed_while_it_waits_last_is_started_as_it_is_now()
    {
        var queue = new QueueMachine(limit: 9, window: 4);
        queue.WindowRead(new QueueWindow([Entry(1)], Complete: false, null), queue.BeginRead());
        queue.Enqueued(Entry(1, version: 2), Now);
        Assert.Equal(2, Assert.Single(queue.Dispatch(Now, Now)).Version);
    }

    [Fact]
    public void What_was_announced_during_a_read_survives_it()
    {
        var queue = Ready(limit: 0);
        queue.Enqueued(Entry(1), Now);
        var read = queue.BeginRead();
        queue.Enqueued(Entry(2), Now);
        queue.WindowRead(new QueueWindow([], Complete: true, null), read);
        Assert.Equal(1, queue.Waiting);
    }

    [Fact]
    public void A_read_does_not_bring_back_a_job_that_was_started_or_released_meanwhile()
    {
        var queue = Ready(limit: 2);
        queue.Enqueued(Entry(1), Now);
        queue.Enqueued(Entry(2), Now);
        var read = queue.BeginRead();
        queue.Dispatch(Now, Now);
        queue.Released(Ended(1));
        queue.WindowRead(new QueueWindow([Entry(1), Entry(2)], Complete: true, null), read);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public void A_read_brings_a_job_back_as_its_release_left_it()
    {
        var queue = Ready(limit: 0);
        var read = queue.BeginRead();
        queue.Released(Ended(1, version: 3));
        queue.WindowRead(new QueueWindow([Entry(1, version: 3)], Complete: true, null), read);
        Assert.Equal(1, queue.Waiting);
    }

    [Fact]
    public void A_job_deleted_and_submitted_again_under_its_id_is_not_taken_for_outdated()
    {
        var queue = Ready(limit: 0);
        queue.Released(Ended(1, version: 3));
        queue.WindowRead(new QueueWindow([Entry(1, version: 1)], Complete: true, null), queue.BeginRead());
        Assert.Equal(1, queue.Waiting);
    }

    [Fact]
    public void A_job_seen_running_waits_no_longer()
    {
        var queue = Ready(limit: 9);
        queue.Enqueued(Entry(1), Now);
        queue.RunningRead([Row(1)], queue.BeginRead(), exact: true, Now);
        Assert.Equal((1, 0), (queue.Taken, queue.Waiting));
    }
}
