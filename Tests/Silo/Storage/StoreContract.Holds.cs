using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private static readonly QueueSettings WithBreaker = new() { Breaker = new QueueBreaker { Failures = 0.07, Of = 20, Hold = TimeSpan.FromSeconds(1.5) } };
    private static readonly DateTimeOffset Soon = Rows.Now.AddMinutes(1);

    [StoreFact]
    public async Task A_hold_is_durable_grows_only_and_takes_an_epoch()
    {
        Assert.Equal(new QueueEpoch(1, new QueueSettings(), new StoredHold(Soon, null, null)), await Jobs.Hold("slow", Soon));
        Assert.Equal(CommitOutcome.Committed, (await Jobs.Write(null, Rows.Pending("slow").Run(), epoch: 1)).Outcome);
        Assert.Equal(new QueueEpoch(2, new QueueSettings(), new StoredHold(Soon, null, null)), await Jobs.Hold("slow", Rows.Now));
        Assert.Equal(CommitOutcome.StaleEpoch, (await Jobs.Write(null, Rows.Pending("slow").Run(), epoch: 1)).Outcome);
        var later = new StoredHold(Soon.AddMicroseconds(1), null, null);
        Assert.Equal(later, (await Jobs.Hold("slow", later.Until!.Value)).Hold);

        Close();
        Assert.Equal(new QueueEpoch(4, new QueueSettings(), later), await Jobs.TakeEpoch("slow"));
        Assert.Equal(new QueueRow("slow", new QueueSettings(), later), await Store.Queues.ReadQueue("slow", CancellationToken.None));
        Assert.Equal(later, Assert.Single(await Store.Queues.ListQueues("", 10, CancellationToken.None)).Hold);
    }

    [StoreFact]
    public async Task A_breaker_and_what_it_is_set_to_come_back_as_they_were()
    {
        var trial = Guid.NewGuid();
        Assert.Equal(new QueueEpoch(1, WithBreaker), await Jobs.ReplaceSettings("slow", WithBreaker));
        Assert.False(await Jobs.SetBreaker("slow", 2, Soon));
        Assert.False(await Jobs.SetBreaker("other", 0, Soon));
        Assert.True(await Jobs.SetBreaker("slow", 1, Soon));
        Assert.Equal(2, await Jobs.ReadEpoch("slow", CancellationToken.None));
        Assert.False(await Jobs.SetTrial("slow", 1, trial));
        Assert.True(await Jobs.SetTrial("slow", 2, trial));
        Assert.False(await Jobs.SetTrial("other", 1, trial));

        Close();
        Assert.Equal(new QueueEpoch(3, WithBreaker, new StoredHold(null, Soon, trial)), await Jobs.TakeEpoch("slow"));
        Assert.Equal(new StoredHold(Soon, Soon, trial), (await Jobs.Hold("slow", Soon)).Hold);
        Assert.True(await Jobs.SetBreaker("slow", 4, Rows.Now));
        Assert.Equal(new QueueEpoch(6, WithBreaker, new StoredHold(Soon, Rows.Now, null)), await Jobs.TakeEpoch("slow"));
        Assert.True(await Jobs.SetTrial("slow", 6, trial));
        Assert.True(await Jobs.SetBreaker("slow", 6, null));
        Assert.Equal(new QueueEpoch(8, WithBreaker, new StoredHold(Soon, null, null)), await Jobs.TakeEpoch("slow"));
    }

    [StoreFact]
    public async Task Resuming_ends_what_holds_a_queue_and_settings_without_a_breaker_close_it()
    {
        await Jobs.ReplaceSettings("slow", WithBreaker);
        await Jobs.Hold("slow", Soon);
        Assert.True(await Jobs.SetBreaker("slow", 2, Soon));
        Assert.True(await Jobs.SetTrial("slow", 3, Guid.Empty));
        var held = new StoredHold(Soon, Soon, Guid.Empty);
        Assert.Equal(held, (await Jobs.SetPaused("slow", true)).Hold);
        Assert.Equal(held, (await Jobs.ReplaceSettings("slow", WithBreaker with { Fair = true })).Hold);
        Assert.Equal(new StoredHold(Soon, null, null), (await Jobs.ReplaceSettings("slow", new QueueSettings())).Hold);

        Assert.True(await Jobs.SetBreaker("slow", 6, Soon));
        Assert.Equal(default, (await Jobs.SetPaused("slow", false)).Hold);
        Assert.Equal(default, (await Jobs.TakeEpoch("slow")).Hold);
    }

    [StoreFact]
    public async Task No_work_is_left_in_a_queue_that_is_held_now()
    {
        await Jobs.Put(Rows.Pending("a"));
        Assert.True(await HasWork());
        await Jobs.Hold("a", Rows.Now.AddMicroseconds(1));
        Assert.False(await HasWork());
        await Jobs.SetPaused("a", false);
        Assert.True(await HasWork());
        Assert.True(await Jobs.SetBreaker("a", 2, Rows.Now.AddMicroseconds(1)));
        Assert.False(await HasWork());

        // Half-open.
        Assert.True(await Jobs.SetBreaker("a", 3, Rows.Now));
        Assert.True(await HasWork());
    }

    [StoreFact]
    public async Task Queues_of_a_database_from_before_holds_are_not_held()
    {
        Place.Empty();
        using (var driver = Place.NewDriver(Place.Options)) Migrate([.. Migration.All(driver.MigrationFolder).Where(migration => migration.Number < 14)]);
        Execute("INSERT INTO queues (name, epoch, paused) VALUES ('old', 7, true)");
        Assert.Equal(new QueueEpoch(8, new QueueSettings { Paused = true }), await Jobs.TakeEpoch("old"));
    }
}
