using OrleansJobs.Batches;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Batches;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>Several processes write to one PostgreSQL database together, as the silos of a cluster do.</summary>
public sealed class SharedPostgreSqlTests : IDisposable
{
    private readonly PostgreSqlTestStore? _place = PostgreSqlTestStore.Server is null ? null : new() { Sharing = new StoreSharing(true) };

    private PostgreSqlTestStore Place => _place!;

    public void Dispose() => _place?.Dispose();

    [StoreFact]
    public async Task All_of_them_commit_and_the_counts_are_right()
    {
        using var first = OpenStore.Started(Place);
        using var second = OpenStore.Started(Place);
        OpenStore[] both = [first, second];
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async n =>
        {
            var row = await both[n % 2].Jobs.Put(Rows.Pending());
            var running = row.Run();
            Assert.Equal(CommitOutcome.Committed, (await both[(n / 2) % 2].Jobs.Write(row, running)).Outcome);
            if (n % 4 < 3) Assert.Equal(CommitOutcome.Committed, (await both[n % 2].Jobs.Write(running, running.End())).Outcome);
        }));

        var counts = await second.Queues.CountJobs(null, null, Rows.Now, CancellationToken.None);
        Assert.Equal((0, 100, 300), (counts.Queued + counts.Scheduled, counts.Running, counts.Succeeded));
    }

    [StoreFact]
    public async Task Of_two_that_change_one_row_one_wins()
    {
        using var first = OpenStore.Started(Place);
        using var second = OpenStore.Started(Place);
        for (var n = 0; n < 50; n++)
        {
            var row = await first.Jobs.Put(Rows.Pending());
            var commits = await Task.WhenAll(first.Jobs.Write(row, row.Run("a")), second.Jobs.Write(row, row.Run("b")));
            Assert.Equal([CommitOutcome.Committed, CommitOutcome.Conflict], commits.Select(commit => commit.Outcome).Order());
        }
    }

    [StoreFact]
    public async Task While_one_sweeps_the_others_do_not_and_when_it_dies_another_does()
    {
        using var silo = OpenStore.Started(Place);
        await silo.Jobs.Put(Rows.Pending(), job => job.Run(), job => job.End(purgeAt: Rows.Now));
        using (var other = new Session(Place.Connect(), new PostgreSqlDialect()))
        {
            using var sweep = other.Connection.BeginTransaction();
            Assert.True(other.Dialect.MaySweep(other));
            Assert.Equal(0, await Sweep(silo));
        }

        Assert.Equal(1, await Sweep(silo));
    }

    [StoreFact]
    public async Task A_commit_takes_its_batches_in_one_order_whether_it_adds_jobs_to_them_or_ends_some()
    {
        using var silo = OpenStore.Started(Place);
        using var other = new Session(Place.Connect(), new PostgreSqlDialect());
        var batches = new BatchTable(silo.Database);
        var (first, second) = (Guid.Parse("00000000-0000-0000-0000-000000000001"), Guid.Parse("00000000-0000-0000-0000-000000000002"));
        foreach (var id in new[] { first, second })
            await batches.Create(new BatchRecord { Id = id, Spec = new BatchSpec(), CreatedAt = Rows.Now, Most = 9 });
        var running = await silo.Jobs.Put(Rows.Pending() with { Batch = first }, job => job.Run());

        List<Task> commits = [];
        using var hold = new ManualResetEventSlim();
        using (var held = other.Connection.BeginTransaction())
        {
            other.Execute("SELECT 1 FROM batches WHERE id = $1 FOR UPDATE", first);
            commits.Add(silo.Database.Write((_, _) => hold.Wait(TimeSpan.FromSeconds(10))));
            commits.Add(silo.Jobs.Write(running, running.End()));
            commits.Add(silo.Jobs.Write(null, Rows.Pending() with { Batch = second }));
            hold.Set();
            while (other.Scalar("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is null) await Task.Yield();

            // Who waits for the first has not taken the second.
            Assert.NotNull(other.Scalar("SELECT 1 FROM batches WHERE id = $1 FOR UPDATE NOWAIT", second));
        }

        // What has waited for longer than a lock may take is refused, and nothing of it is stored.
        foreach (var commit in commits)
        {
            if (await Record.ExceptionAsync(() => commit) is { } refused) Assert.False(Assert.IsType<StoreException>(refused).OutcomeUnknown);
        }
    }

    [StoreFact]
    public void One_that_wants_to_be_alone_is_kept_out_and_keeps_out()
    {
        using (OpenStore.Started(Place))
        {
            Place.Sharing = new StoreSharing(false);
            using var alone = new OpenStore(Place);
            Assert.Contains("in use by another process", Assert.Throws<StartException>(alone.Database.Start).Message, StringComparison.Ordinal);
        }

        using (OpenStore.Started(Place))
        {
            Place.Sharing = new StoreSharing(true);
            using var shared = new OpenStore(Place);
            Assert.Contains("not of a cluster", Assert.Throws<StartException>(shared.Database.Start).Message, StringComparison.Ordinal);
        }
    }

    private static Task<int> Sweep(OpenStore silo) => silo.Jobs.Expire(Rows.Now, Rows.KeepFor(TimeSpan.FromDays(30)), 10, CancellationToken.None);
}
