using OrleansJobs.Grains.Queues;
using Xunit;
using static OrleansJobs.Tests.Grains.Queues.QueueSamples;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>Who holds a slot, and when it is given back.</summary>
public sealed class QueueSlotTests
{
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
    public void News_of_a_deleted_job_does_not_free_what_is_reserved_for_the_one_made_anew()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var queue = Ready(limit: 1);
        queue.Reserve([Id(1)], Now, [second]);
        queue.Released(Ended(1) with { Attempt = first });
        Assert.Equal(1, queue.Taken);
        queue.Released(Ended(1) with { Attempt = second });
        Assert.Equal(0, queue.Taken);
    }

    [Fact]
    public void News_that_names_no_attempt_frees_what_is_reserved()
    {
        var queue = Ready(limit: 1);
        queue.Reserve([Id(1)], Now, [Guid.NewGuid()]);
        queue.Released(Ended(1));
        Assert.Equal(0, queue.Taken);
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
        queue.Dispatch(Now, Now);
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
        queue.Dispatch(Now, Now);
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
        queue.Dispatch(Now, Now);
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
        queue.Dispatch(Now, Now);
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
        queue.Dispatch(Now, Now);
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
}
