using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using Xunit;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>Which job gets the next slot.</summary>
public sealed class QueueMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

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
        queue.Dispatch(Now);
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
        queue.Dispatch(Now);
        Assert.False(queue.WantsWindow);
        queue.Set(epoch: 1, limit: 6, paused: false);
        queue.Dispatch(Now);
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
        Assert.Equal(2, Assert.Single(queue.Dispatch(Now)).Version);
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
        queue.Dispatch(Now);
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

    [Fact]
    public void Running_rows_take_slots()
    {
        var queue = new QueueMachine(limit: 2, window: 4);
        var read = queue.BeginRead();
        queue.RunningRead([Row(1), Row(2), Row(3)], read, exact: true, Now);
        queue.WindowRead(new QueueWindow([Entry(4)], Complete: true, null), read);
        Assert.Empty(Dispatch(queue));
        queue.Released(Ended(1));
        Assert.Empty(Dispatch(queue));
        queue.Released(Ended(2));
        Assert.Equal([Id(4)], Dispatch(queue));
    }

    [Fact]
    public void A_slot_seen_running_is_given_back_when_its_row_is_gone()
    {
        var queue = Ready(limit: 1);
        queue.RunningRead([Row(1)], queue.BeginRead(), exact: false, Now);
        queue.RunningRead([], queue.BeginRead(), exact: false, Now);
        Assert.Equal(0, queue.Taken);
    }

    [Fact]
    public void A_slot_never_seen_running_stays_taken_until_its_start_is_void()
    {
        var queue = Ready(limit: 1);
        queue.Reserve([Id(1)], Now);
        queue.RunningRead([Row(2)], queue.BeginRead(), exact: false, Now.AddSeconds(1));
        Assert.Equal(2, queue.Taken);
        Assert.False(queue.HasDoubtfulSlot(Now));
        Assert.True(queue.HasDoubtfulSlot(Now.AddSeconds(1)));
        queue.RunningRead([], queue.BeginRead(), exact: true, Now.AddSeconds(2));
        Assert.Equal(0, queue.Taken);
    }

    [Fact]
    public void A_slot_taken_during_an_exact_read_is_kept()
    {
        var queue = Ready(limit: 2);
        var read = queue.BeginRead();
        queue.Reserve([Id(1)], Now);
        queue.RunningRead([], read, exact: true, Now);
        Assert.Equal(1, queue.Taken);
    }

    [Fact]
    public void A_job_released_while_its_row_was_read_as_running_takes_no_slot()
    {
        var queue = Ready(limit: 1);
        queue.Reserve([Id(1)], Now);
        var read = queue.BeginRead();
        queue.Released(Ended(1));
        queue.RunningRead([Row(1)], read, exact: false, Now);
        Assert.Equal(0, queue.Taken);
    }

    [Fact]
    public void A_suspect_seen_running_keeps_other_suspects_waiting()
    {
        var queue = Ready(limit: 9);
        queue.RunningRead([Row(1, suspect: true)], queue.BeginRead(), exact: true, Now);
        queue.Enqueued(Entry(2, suspect: true), Now);
        Assert.Empty(Dispatch(queue));
    }

    [Fact]
    public void Newcomers_are_no_suspects()
    {
        var queue = Ready(limit: 9);
        queue.Reserve([Id(1)], Now);
        queue.Enqueued(Entry(2, suspect: true), Now);
        Assert.Equal([Id(2)], Dispatch(queue));
    }

    [Fact]
    public void A_paused_queue_gives_no_slot_and_takes_back_those_it_gave()
    {
        var queue = Ready(limit: 2);
        queue.Reserve([Id(1)], Now);
        queue.Set(epoch: 1, limit: 2, paused: true);
        Assert.Equal(0, queue.Reserve([Id(2)], Now));
        queue.Enqueued(Entry(3), Now);
        Assert.Empty(Dispatch(queue));
        queue.Released(Ended(1));
        Assert.Equal((0, 1), (queue.Taken, queue.Waiting));
        queue.Set(epoch: 1, limit: 2, paused: false);
        Assert.Equal([Id(3)], Dispatch(queue));
    }

    [Fact]
    public void Below_a_lowered_limit_nothing_starts_until_enough_have_ended()
    {
        var queue = Ready(limit: 3);
        queue.Reserve([Id(1), Id(2), Id(3)], Now);
        queue.Enqueued(Entry(4), Now);
        queue.Set(epoch: 1, limit: 1, paused: false);
        queue.Released(Ended(1));
        queue.Released(Ended(2));
        Assert.Empty(Dispatch(queue));
        queue.Released(Ended(3));
        Assert.Equal([Id(4)], Dispatch(queue));
    }

    [Fact]
    public void A_raised_limit_fills_at_once()
    {
        var queue = Ready(limit: 1);
        queue.Reserve([Id(1)], Now);
        queue.Enqueued(Entry(2), Now);
        queue.Set(epoch: 1, limit: 2, paused: false);
        Assert.Equal([Id(2)], Dispatch(queue));
    }

    [Fact]
    public void Late_news_of_an_earlier_end_does_not_free_the_slot_of_the_next_attempt()
    {
        var queue = Ready(limit: 1);
        queue.Enqueued(Entry(1, version: 3), Now);
        queue.Dispatch(Now);
        queue.Released(Ended(1, version: 3));
        Assert.Equal(1, queue.Taken);
        queue.RunningRead([Row(1, version: 4)], queue.BeginRead(), exact: false, Now);
        queue.Released(Ended(1, version: 4));
        Assert.Equal(1, queue.Taken);
        queue.Released(Ended(1, version: 5));
        Assert.Equal(0, queue.Taken);
    }

    [Fact]
    public void A_start_refused_under_an_earlier_epoch_does_not_free_the_slot_given_under_this_one()
    {
        var queue = Ready(limit: 1);
        queue.Set(epoch: 2, limit: 1, paused: false);
        queue.Enqueued(Entry(1), Now);
        queue.Dispatch(Now);
        queue.Released(Refused(1, epoch: 1));
        Assert.Equal(1, queue.Taken);
        queue.Released(Refused(1, epoch: 2));
        Assert.Equal(0, queue.Taken);
    }

    [Fact]
    public void A_refused_start_of_an_earlier_version_does_not_free_the_slot_given_to_the_next()
    {
        var queue = Ready(limit: 1);
        queue.Set(epoch: 2, limit: 1, paused: false);
        queue.Enqueued(Entry(1, version: 1), Now);
        queue.Dispatch(Now);
        queue.Released(Refused(1, epoch: 2, version: 1));
        queue.Enqueued(Entry(1, version: 2), Now);
        Assert.Equal([Id(1)], Dispatch(queue));
        queue.Released(Refused(1, epoch: 2, version: 1));
        Assert.Equal(1, queue.Taken);
    }

    [Fact]
    public void Late_news_of_a_waiting_version_changes_no_slot_given_to_a_later_one()
    {
        var queue = Ready(limit: 1);
        queue.Enqueued(Entry(1, version: 2), Now);
        queue.Dispatch(Now);
        queue.Enqueued(Entry(1, version: 1), Now);
        queue.Enqueued(Entry(1, version: 2), Now);
        Assert.Equal(0, queue.Waiting);
        queue.Released(Refused(1, epoch: 0, version: 1));
        Assert.Equal(1, queue.Taken);
        queue.Enqueued(Entry(1, version: 4), Now);
        Assert.Equal(1, queue.Waiting);
    }

    [Fact]
    public void A_start_that_did_not_happen_but_may_come_again_keeps_its_slot_until_the_next_epoch()
    {
        var queue = Ready(limit: 1);
        queue.Enqueued(Entry(1), Now);
        queue.Dispatch(Now);
        Assert.False(queue.HasDoubtfulSlot(Now));
        queue.Released(Refused(1, epoch: 0) with { MayYetCome = true });
        Assert.Equal(1, queue.Taken);
        Assert.True(queue.HasDoubtfulSlot(Now));
        queue.Set(epoch: 1, limit: 1, paused: false);
        queue.RunningRead([], queue.BeginRead(), exact: true, Now);
        Assert.Equal(0, queue.Taken);
    }

    [Fact]
    public void A_job_gets_no_second_reservation_while_it_has_a_slot()
    {
        var queue = Ready(limit: 2);
        Assert.Equal(1, queue.Reserve([Id(1)], Now));
        Assert.Equal(0, queue.Reserve([Id(1)], Now));
    }

    [Fact]
    public void Jobs_whose_start_is_under_way_do_not_hide_those_behind_them()
    {
        var queue = Ready(limit: 9, window: 2);
        Assert.Equal(2, queue.RowsToRead);
        queue.Enqueued(Entry(1), Now);
        queue.Enqueued(Entry(2), Now);
        Assert.Equal([Id(1), Id(2)], Dispatch(queue));
        Assert.Equal(4, queue.RowsToRead);
        queue.RunningRead([Row(1)], queue.BeginRead(), exact: false, Now);
        Assert.Equal(3, queue.RowsToRead);
    }

    private static IEnumerable<Guid> Dispatch(QueueMachine queue) => queue.Dispatch(Now).Select(entry => entry.JobId);

    private static QueueMachine Ready(int limit, int window = 100)
    {
        var queue = new QueueMachine(limit, window);
        queue.WindowRead(new QueueWindow([], Complete: true, null), queue.BeginRead());
        return queue;
    }

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    private static QueueEntry Entry(int n, int priority = 0, DateTimeOffset? runAt = null, bool suspect = false, long version = 1) =>
        new() { JobId = Id(n), Seq = n, Priority = priority, RunAt = runAt ?? Now, Suspect = suspect, Version = version };

    private static RunningRow Row(int n, bool suspect = false, long version = 2) => new(Id(n), "host", suspect, version);

    private static SlotRelease Refused(int n, long epoch, long version = 1) => new() { JobId = Id(n), Epoch = epoch, Version = version };

    private static SlotRelease Ended(int n, long version = 3) => new() { JobId = Id(n), Version = version };
}
