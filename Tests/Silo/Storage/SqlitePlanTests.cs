using System.Data.Common;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Access;
using OrleansJobs.Silo.Storage.Batches;
using OrleansJobs.Silo.Storage.Datasets;
using OrleansJobs.Silo.Storage.Movies;
using OrleansJobs.Silo.Storage.Schedules;
using OrleansJobs.Silo.Storage.Traffic;
using OrleansJobs.Silo.Storage.Workers;
using SQLitePCL;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>Nothing scans: as SQLite plans it, and as it runs.</summary>
public sealed class SqlitePlanTests : IDisposable
{
    private readonly SqliteTestStore _place = new();
    private readonly OpenStore _store;

    public SqlitePlanTests() => _store = OpenStore.Started(_place);

    public static TheoryData<string, string> Statements => new()
    {
        { nameof(JobTable.ById), JobTable.ById },
        { nameof(JobTable.Running), JobTable.Running },
        { nameof(JobTable.Epoch), JobTable.Epoch },
        { nameof(JobTable.Break), JobTable.Break },
        { nameof(JobTable.Trial), JobTable.Trial },
        { nameof(QueueTable.One), QueueTable.One },
        { nameof(QueueTable.Many), QueueTable.Many },
        { nameof(CountQuery.ByPhase), CountQuery.ByPhase },
        { nameof(CountQuery.ByPhaseOfQueue), CountQuery.ByPhaseOfQueue },
        { nameof(CountQuery.Due), CountQuery.Due },
        { nameof(CountQuery.NotDue), CountQuery.NotDue },
        { nameof(QueueRoom), QueueRoom.One },
        { nameof(EndCounts.Sum), EndCounts.Sum },
        { nameof(JobTable.WithWork), JobTable.WithWork },
        { nameof(JobColumns.Update), JobColumns.Update },
        { nameof(JobColumns.UpdateWithPayload), JobColumns.UpdateWithPayload },
        { nameof(JobColumns.UpdateWithQueue), JobColumns.UpdateWithQueue },
        { nameof(JobColumns.Delete), JobColumns.Delete },
        { nameof(WindowQuery.Priorities), WindowQuery.Priorities },
        { nameof(WindowQuery.Due), WindowQuery.Due },
        { nameof(LaneQuery.Next), LaneQuery.Next },
        { nameof(LaneQuery.DueWithout), LaneQuery.DueWithout },
        { nameof(ISqlDialect.DueByLane), new SqliteDialect().DueByLane },
        { nameof(LaneLoadQuery.Running), LaneLoadQuery.Running },
        { nameof(LaneLoadQuery.Waiting), LaneLoadQuery.Waiting(new SqliteDialect()) },
        { nameof(LineQuery.OfQueue), LineQuery.OfQueue },
        { nameof(LineQuery.OfLane), LineQuery.OfLane },
        { nameof(WindowQuery.Pools), WindowQuery.Pools },
        { nameof(WindowQuery.OldestOffered), WindowQuery.OldestOffered },
        { nameof(LaneQuery.NextOfferedInQueue), LaneQuery.NextOfferedInQueue },
        { nameof(KindTable), KindTable.All },
        { nameof(AccessTable), AccessTable.Key },
        { nameof(AccessTable.Forget), AccessTable.Forget },
        { nameof(PermitTable.Read), PermitTable.Read },
        { nameof(PermitTable.Forget), PermitTable.Forget },
        { nameof(ListQuery.Everything), ListQuery.Everything },
        { nameof(ListQuery.Size), ListQuery.Size },
        { nameof(ListQuery.AllQueued), ListQuery.AllQueued },
        { nameof(ListQuery.AllScheduled), ListQuery.AllScheduled },
        { nameof(ISqlDialect.ListByCombination), new SqliteDialect().ListByCombination },
        { "TagDown", SearchLead.Tag.Down },
        { "TagUp", SearchLead.Tag.Up },
        { "ScheduleDown", SearchLead.Schedule.Down },
        { "ScheduleUp", SearchLead.Schedule.Up },
        { "LaneDown", SearchLead.Lane.Down },
        { "LaneUp", SearchLead.Lane.Up },
        { "TenantDown", SearchLead.Tenant.Down },
        { "TenantUp", SearchLead.Tenant.Up },
        { "ReplayOfDown", SearchLead.ReplayOf.Down },
        { "ReplayOfUp", SearchLead.ReplayOf.Up },
        { "BatchDown", SearchLead.Batch.Down },
        { "BatchUp", SearchLead.Batch.Up },
        { nameof(BatchTable.One), BatchTable.One },
        { nameof(BatchTable.Many), BatchTable.Many },
        { nameof(BatchTable.Due), BatchTable.Due },
        { nameof(BatchTable.Unfinished), BatchTable.Unfinished },
        { nameof(BatchTable.SealOne), BatchTable.SealOne },
        { nameof(BatchTable.CancelOne), BatchTable.CancelOne },
        { nameof(BatchTable.SettleOne), BatchTable.SettleOne },
        { nameof(BatchCounts.Room), BatchCounts.Room },
        { nameof(BatchCounts.Add), BatchCounts.Add },
        { nameof(BatchCounts.Complete), BatchCounts.Complete },
        { "AllDown", SearchLead.None.Down },
        { "AllUp", SearchLead.None.Up },
        { "IdsDown", SearchLead.Ids.Down },
        { "IdsUp", SearchLead.Ids.Up },
        { nameof(SearchQuery.From), SearchQuery.From },
        { nameof(DebounceQuery), DebounceQuery.Open },
        { nameof(DependencyTable.End), DependencyTable.End },
        { nameof(DependencyTable.Delete), DependencyTable.Delete },
        { nameof(DependencyTable.DeleteEnded), DependencyTable.DeleteEnded },
        { nameof(DependencyTable.Find), DependencyTable.Find },
        { nameof(DependencyTable.OfParent), DependencyTable.OfParent },
        { nameof(DependencyTable.Ended), DependencyTable.Ended },
        { nameof(ScheduleTable.One), ScheduleTable.One },
        { nameof(ScheduleTable.Many), ScheduleTable.Many },
        { nameof(ScheduleTable.Due), ScheduleTable.Due },
        { nameof(ScheduleTable.Declared), ScheduleTable.Declared },
        { nameof(ScheduleTable.Update), ScheduleTable.Update },
        { nameof(ScheduleTable.Delete), ScheduleTable.Delete },
        { nameof(NumberQuery.One), NumberQuery.One },
        { nameof(NumberQuery.Page), NumberQuery.Page },
        { nameof(NumberQuery.Unfinished), NumberQuery.Unfinished },
        { nameof(WorkQuery.Left), WorkQuery.Left },
        { nameof(JobTags.Clear), JobTags.Clear },
        { nameof(JobLogs.Page), JobLogs.Page },
        { nameof(RetentionQuery.Delete), RetentionQuery.Delete },
        { nameof(StepTable.OfSeries), StepTable.OfSeries },
        { nameof(RetentionQuery.DeleteBatches), RetentionQuery.DeleteBatches },
        { nameof(RetentionQuery.DropSteps), RetentionQuery.DropSteps },
        { nameof(RetentionQuery.DropPayload), RetentionQuery.DropPayload(new RowTimes(TimeSpan.Zero, [new RowTime("a", JobPhase.Failed, TimeSpan.Zero)])) },
        { nameof(SqliteGrainStorage.Select), SqliteGrainStorage.Select },
        { nameof(SqliteGrainStorage.Update), SqliteGrainStorage.Update },
        { nameof(SqlDatasetTable), SqlDatasetTable.One },
        { nameof(TrafficTable.Page), TrafficTable.Page },
        { nameof(TrafficTable.Forget), TrafficTable.Forget },
    };

    /// <summary>Statements about waiting rows of a queue for hosts, and the same about those of a line for workers.</summary>
    public static TheoryData<string, string> Twins => new()
    {
        { WindowQuery.Priorities, WindowQuery.OfferedPriorities },
        { WindowQuery.Due, WindowQuery.OfferedDue },
        { LaneQuery.Next, LaneQuery.NextOffered },
        { LaneQuery.DueWithout, LaneQuery.OfferedWithout },
        { new SqliteDialect().DueByLane, ((ISqlDialect)new SqliteDialect()).OfferedByLane },
        { LineQuery.OfQueue, LineQuery.OfOffered },
        { LineQuery.OfLane, LineQuery.OfOfferedLane },
    };

    public static TheoryData<string, string> MovieStatements
    {
        get
        {
            var statements = new TheoryData<string, string>();
            foreach (var text in (string[])[MovieTable.One, MovieTable.Update, MovieTable.Delete, .. MovieListQuery.Statements]) statements.Add("movies", text);
            return statements;
        }
    }

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
    }

    // What a statement made of other rows (c, p, v: combinations in use, priorities, a bounded part of an index) scans is their number, not that of jobs.
    [Theory]
    [MemberData(nameof(Statements))]
    [MemberData(nameof(MovieStatements))]
    public void No_statement_scans_a_table(string name, string text)
    {
        var steps = Plan(text);
        string[] harmless = ["SCAN c", "SCAN p", "SCAN v", "SCAN CONSTANT ROW", "SCAN (subquery", "SCAN 2-ROW"];
        // By primary key from the newest, until the page is full.
        if (name == nameof(ListQuery.Everything)) Assert.Equal(["SEARCH j USING INTEGER PRIMARY KEY (rowid<?)"], steps);
        Assert.NotEmpty(steps);
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !harmless.Any(step.StartsWith));
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void Rows_for_workers_are_found_by_their_line_as_those_for_hosts_by_their_queue(string hosts, string workers) =>
        Assert.Equal(Plan(hosts), Plan(workers).Select(step => step
            .Replace("jobs_offered", "jobs_pending", StringComparison.Ordinal).Replace("(line=?", "(queue=?", StringComparison.Ordinal)));

    [Theory]
    [InlineData(nameof(WindowQuery.Pools), WindowQuery.Pools)]
    [InlineData(nameof(WindowQuery.OldestOffered), WindowQuery.OldestOffered)]
    [InlineData(nameof(KindTable), KindTable.All)]
    public void What_is_read_of_rows_for_workers_and_their_kinds_is_in_order_as_it_stands_in_the_index(string name, string text)
    {
        // The names of the pools that were found, a thousand at most, are put in order.
        var sorts = Plan(text).Where(step => step.StartsWith("USE TEMP B-TREE", StringComparison.Ordinal));
        Assert.Equal(name == nameof(WindowQuery.Pools) ? ["USE TEMP B-TREE FOR ORDER BY"] : [], sorts);
    }

    [Fact]
    public async Task Future_rows_of_higher_priority_are_not_visited()
    {
        Seed(200_000, "default", "(seq % 200) - 99", StoredTime.From(Rows.Now.AddHours(1)));
        var due = await _store.Jobs.Put(Rows.Pending(priority: -100));

        var (window, steps) = await Count((session, token) => WindowQuery.Read(session, "default", null, Rows.Now, 1_000, token));
        Assert.Equal(due.Id, Assert.Single(window.Due).JobId);
        Assert.Equal(Rows.Now.AddHours(1), window.NextDue);
        Assert.InRange(steps, 1, 20_000);
    }

    [Fact]
    public async Task Rows_of_other_lanes_and_rows_that_are_not_due_are_not_visited()
    {
        Seed(200_000, "default", "0", StoredTime.From(Rows.Now));
        using (var connection = _place.Connect())
        using (var command = connection.CreateCommand())
        {
            command.CommandText =
                $"""
                UPDATE jobs SET lane = 'blocked' WHERE seq <= 100000;
                UPDATE jobs SET lane = 'other', priority = 5, run_at = {StoredTime.From(Rows.Now.AddHours(1))} WHERE seq > 100000;
                """;
            command.ExecuteNonQuery();
        }

        var due = await _store.Jobs.Put(Rows.Pending() with { Lane = "other" });

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
        using (var connection = _place.Connect())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "UPDATE jobs SET phase = -2, line = 'default' || char(10) || 'absent', lane = 'absent'";
            command.ExecuteNonQuery();
        }

        var host = await _store.Jobs.Put(Rows.Pending() with { Lane = "a" });
        var offered = await _store.Jobs.Put(Rows.Pending(kind: "render") with { Lane = "b", Pool = "render" });

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
        await _store.Jobs.Put(Rows.Pending("default", "rare"));
        await _store.Jobs.Put(Rows.Pending("rare", "noop"), job => job.Run());
        foreach (var filter in new JobFilter[]
        {
            new() { Kind = "rare" }, new() { Queue = "rare" }, new() { State = JobState.Running }, new() { State = JobState.Failed }, new(),
        })
        {
            var (rows, steps) = await Count((session, token) => ListQuery.Read(session, filter, Rows.Now, token));
            Assert.InRange(rows.Count, 0, 50);
            Assert.InRange(steps, 1, 10_000);
        }

        // Looks through the newest two thousand before it asks the index.
        var (queued, more) = await Count((session, token) => ListQuery.Read(session, new JobFilter { State = JobState.Queued }, Rows.Now, token));
        Assert.Single(queued);
        Assert.InRange(more, 1, 60_000);
    }

    [Fact]
    public async Task A_line_is_not_counted_beyond_its_bound()
    {
        Seed(3 * QueueLine.MostCounted, "default", "seq % 3", StoredTime.From(Rows.Now));
        var last = await _store.Jobs.Put(Rows.Pending());
        var first = await _store.Jobs.Put(Rows.Pending(priority: 2, runAt: Rows.Now.AddSeconds(-1)));

        var (line, steps) = await Count((session, token) => LineQuery.Read(session, "default", JobEffects.EntryOf(last), ofLane: false, Rows.Now, token));
        Assert.Equal(QueueLine.MostCounted, line.Ahead);
        Assert.InRange(steps, 1, 10 * QueueLine.MostCounted);
        (line, steps) = await Count((session, token) => LineQuery.Read(session, "default", JobEffects.EntryOf(first), ofLane: false, Rows.Now, token));
        Assert.Equal(0, line.Ahead);
        Assert.InRange(steps, 1, 1_000);
    }

    private List<string> Plan(string text)
    {
        using var connection = _place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {text}";
        for (var i = 1; i <= 30; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"${i}", 1);
            if (text.Contains($"${i}", StringComparison.Ordinal)) command.Parameters.Add(parameter);
        }

        using var reader = command.ExecuteReader();
        return [.. reader.Cast<DbDataRecord>().Select(row => row.GetString(3))];
    }

    /// <summary>Runs a read on a session of its own; counts the steps of SQLite's machine.</summary>
    private async Task<(T Result, int Steps)> Count<T>(Func<Session, CancellationToken, Task<T>> read)
    {
        var connection = SqliteTestStore.Connect(_place.Options.DatabaseFile);
        using var session = new Session(connection, new SqliteDialect());
        var database = connection.Handle!;
        database.enable_sqlite3_next_stmt(true);
        var result = await read(session, CancellationToken.None);
        var steps = 0;
        for (var statement = raw.sqlite3_next_stmt(database, null); statement is not null; statement = raw.sqlite3_next_stmt(database, statement))
            steps += raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        return (result, steps);
    }

    private void Seed(int count, string queue, string priority, long runAt)
    {
        using var connection = _place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText =
            $$"""
            WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < {{count}})
            INSERT INTO jobs (seq, id, queue, kind, tenant, created_at, phase, priority, run_at, crashes, on_probation,
                              payload_expired, version, stamp, detail)
            SELECT seq, randomblob(16), '{{queue}}', 'noop', 'default', 0, 0, {{priority}}, {{runAt}}, 0, 0, 0, 1, 0,
                   '{"format":1,"tags":[],"retry":{},"attempts":[]}' FROM n;
            INSERT INTO job_counts (queue, kind, phase, shard, count) VALUES ('{{queue}}', 'noop', 0, 0, {{count}});
            """;
        command.ExecuteNonQuery();
    }
}
