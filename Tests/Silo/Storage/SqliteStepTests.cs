using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage;
using SQLitePCL;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>Nothing scans, as it runs: counted in steps of SQLite's machine.</summary>
public sealed class SqliteStepTests : IDisposable
{
    private readonly StartedSqlite _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Future_rows_of_higher_priority_are_not_visited()
    {
        Seed(200_000, "default", "(seq % 200) - 99", StoredTime.From(Rows.Now.AddHours(1)));
        var due = await _database.Store.Jobs.Put(Rows.Pending(priority: -100));

        var (window, steps) = await Count((session, token) => WindowQuery.Read(session, "default", null, Rows.Now, 1_000, token));
        Assert.Equal(due.Id, Assert.Single(window.Due).JobId);
        Assert.Equal(Rows.Now.AddHours(1), window.NextDue);
        Assert.InRange(steps, 1, 20_000);
    }

    [Fact]
    public async Task Rows_of_other_lanes_and_rows_that_are_not_due_are_not_visited()
    {
        Seed(200_000, "default", "0", StoredTime.From(Rows.Now));
        Execute(
            $"""
            UPDATE jobs SET lane = 'blocked' WHERE seq <= 100000;
            UPDATE jobs SET lane = 'other', priority = 5, run_at = {StoredTime.From(Rows.Now.AddHours(1))} WHERE seq > 100000;
            """);

        var due = await _database.Store.Jobs.Put(Rows.Pending() with { Lane = "other" });

        var (names, listing) = await Count((session, token) => LaneQuery.List(session, "default", null, "", 1_000, token));
        Assert.Equal(["blocked", "other"], names);
        Assert.InRange(listing, 1, 1_000);
        var (lanes, reading) = await Count((session, token) => LaneQuery.Read(session, "default", null, ["blocked", "other", "none"], Rows.Now, 100, token));
        Assert.Equal((100, 1, 0), (lanes[0].Due.Length, lanes[1].Due.Length, lanes[2].Due.Length));
        Assert.Equal(due.Id, lanes[1].Due[0].JobId);
        Assert.InRange(reading, 1, 20_000);
    }

    [Fact]
    public async Task Rows_for_other_workers_are_not_visited()
    {
        Seed(200_000, "default", "(seq % 200) - 99", StoredTime.From(Rows.Now));
        Execute("UPDATE jobs SET phase = -2, line = 'default' || char(10) || 'absent', lane = 'absent'");

        var host = await _database.Store.Jobs.Put(Rows.Pending() with { Lane = "a" });
        var offered = await _database.Store.Jobs.Put(Rows.Pending(kind: "render") with { Lane = "b", Pool = "render" });

        var (pools, steps) = await Count((session, token) => WindowQuery.ListPools(session, "default", "", 1_000, token));
        Assert.Equal(["absent", "render"], pools);
        Assert.InRange(steps, 1, 1_000);
        foreach (var (pool, job) in new[] { (null, host), ("render", offered) })
        {
            var (window, read) = await Count((session, token) => WindowQuery.Read(session, "default", pool, Rows.Now, 1_000, token));
            Assert.Equal(job.Id, Assert.Single(window.Due).JobId);
            var (lanes, listed) = await Count((session, token) => LaneQuery.List(session, "default", pool, "", 1_000, token));
            Assert.Equal(job.Lane, Assert.Single(lanes));
            Assert.InRange(read, 1, 1_000);
            Assert.InRange(listed, 1, 1_000);
        }
    }

    [Fact]
    public async Task Rows_of_other_states_queues_and_kinds_are_not_visited()
    {
        Seed(50_000, "default", "0", StoredTime.From(Rows.Now.AddHours(1)));
        await _database.Store.Jobs.Put(Rows.Pending("default", "rare"));
        await _database.Store.Jobs.Put(Rows.Pending("rare", "noop"), job => job.Run());
        foreach (var filter in new JobFilter[]
        {
            new() { Kind = "rare" }, new() { Queue = "rare" }, new() { State = JobState.Running }, new() { State = JobState.Failed }, new(),
        })
        {
            var (rows, steps) = await Count((session, token) => ListQuery.Read(session, filter, Rows.Now, token));
            Assert.InRange(rows.Count, 0, 50);
            Assert.InRange(steps, 1, 10_000);
        }

        // Looks through the newest hundred before it asks the index.
        var (queued, more) = await Count((session, token) => ListQuery.Read(session, new JobFilter { State = JobState.Queued }, Rows.Now, token));
        Assert.Single(queued);
        Assert.InRange(more, 1, 10_000);
    }

    [Fact]
    public async Task A_line_is_not_counted_beyond_its_bound()
    {
        Seed(3 * QueueLine.MostCounted, "default", "seq % 3", StoredTime.From(Rows.Now));
        var last = await _database.Store.Jobs.Put(Rows.Pending());
        var first = await _database.Store.Jobs.Put(Rows.Pending(priority: 2, runAt: Rows.Now.AddSeconds(-1)));

        var (line, steps) = await Count((session, token) => LineQuery.Read(session, "default", JobEffects.EntryOf(last), ofLane: false, Rows.Now, token));
        Assert.Equal(QueueLine.MostCounted, line.Ahead);
        Assert.InRange(steps, 1, 10 * QueueLine.MostCounted);
        (line, steps) = await Count((session, token) => LineQuery.Read(session, "default", JobEffects.EntryOf(first), ofLane: false, Rows.Now, token));
        Assert.Equal(0, line.Ahead);
        Assert.InRange(steps, 1, 1_000);
    }

    /// <summary>Runs a read on a session of its own; counts the steps of SQLite's machine.</summary>
    private async Task<(T Result, int Steps)> Count<T>(Func<Session, CancellationToken, Task<T>> read)
    {
        var connection = SqliteTestStore.Connect(_database.Place.Options.DatabaseFile);
        using var session = new Session(connection, new SqliteDialect());
        var database = connection.Handle!;
        database.enable_sqlite3_next_stmt(true);
        var result = await read(session, CancellationToken.None);
        var steps = 0;
        for (var statement = raw.sqlite3_next_stmt(database, null); statement is not null; statement = raw.sqlite3_next_stmt(database, statement))
            steps += raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        return (result, steps);
    }

    private void Seed(int count, string queue, string priority, long runAt) => Execute(
        $$"""
        WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < {{count}})
        INSERT INTO jobs (seq, id, queue, kind, tenant, created_at, phase, priority, run_at, crashes, on_probation,
                          payload_expired, version, stamp, detail)
        SELECT seq, randomblob(16), '{{queue}}', 'noop', 'default', 0, 0, {{priority}}, {{runAt}}, 0, 0, 0, 1, 0,
               '{"format":1,"tags":[],"retry":{},"attempts":[]}' FROM n;
        INSERT INTO job_counts (queue, kind, phase, shard, count) VALUES ('{{queue}}', 'noop', 0, 0, {{count}});
        """);

    private void Execute(string sql)
    {
        using var connection = _database.Place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
