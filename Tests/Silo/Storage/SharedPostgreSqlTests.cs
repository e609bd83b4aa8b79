using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage;
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

    private static Task<int> Sweep(OpenStore silo) => silo.Jobs.Expire(Rows.Now, TimeSpan.FromDays(30), 10, CancellationToken.None);
}
