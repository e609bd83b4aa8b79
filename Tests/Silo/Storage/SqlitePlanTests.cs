using System.Data.Common;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Access;
using OrleansJobs.Silo.Storage.Batches;
using OrleansJobs.Silo.Storage.Datasets;
using OrleansJobs.Silo.Storage.Movies;
using OrleansJobs.Silo.Storage.Schedules;
using OrleansJobs.Silo.Storage.Traffic;
using OrleansJobs.Silo.Storage.Workers;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>Nothing scans, as SQLite plans it.</summary>
public sealed class SqlitePlanTests(StartedSqlite database) : IClassFixture<StartedSqlite>
{
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
        { "CountQueued", CountQuery.Pending(new SqliteDialect(), PendingRows.Queued) },
        { "CountScheduled", CountQuery.Pending(new SqliteDialect(), PendingRows.Scheduled) },
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
        { nameof(ListQuery.Ahead), ListQuery.Ahead },
        { nameof(ListQuery.Through), ListQuery.Through(PendingRows.Scheduled) },
        { "FewQueued", ListQuery.IfFew(new SqliteDialect(), PendingRows.Queued) },
        { "FewScheduled", ListQuery.IfFew(new SqliteDialect(), PendingRows.Scheduled) },
        { nameof(ISqlDialect.ListByCombination), new SqliteDialect().ListByCombination(null) },
        { "ScheduledByCombination", new SqliteDialect().ListByCombination(PendingRows.Scheduled) },
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
        { nameof(WorkQuery.Left), WorkQuery.Left(new SqliteDialect()) },
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

    // What a statement made of other rows (c, p, v, n: combinations in use, priorities, a bounded part of an index, its count) scans is their number, not that of jobs.
    [Theory]
    [MemberData(nameof(Statements))]
    [MemberData(nameof(MovieStatements))]
    public void No_statement_scans_a_table(string name, string text)
    {
        var steps = Plan(text);
        string[] harmless = ["SCAN c", "SCAN p", "SCAN v", "SCAN n", "SCAN CONSTANT ROW", "SCAN (subquery", "SCAN 2-ROW"];
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

    private List<string> Plan(string text)
    {
        using var connection = database.Place.Connect();
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
}
