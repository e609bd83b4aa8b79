using System.Data.Common;
using Npgsql;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>What PostgreSQL's failures mean to those who write, and that the store recovers from each by itself.</summary>
public sealed class PostgreSqlFaultTests : IDisposable
{
    // pg_locks shows those of all databases, and the second key unsigned.
    private const string OwnerLocks =
        "pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = 28522 AND CAST(objid AS bigint) = (SELECT (CAST(oid AS bigint) + 2147483648) % 4294967296 FROM pg_namespace WHERE nspname = current_schema())";

    private readonly PostgreSqlTestStore _place = new();
    private readonly OpenStore _store;

    public PostgreSqlFaultTests() => _store = OpenStore.Started(_place);

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
    }

    [StoreFact]
    public async Task A_connection_lost_between_commits_is_not_noticed()
    {
        await AssertWorks();
        Assert.Equal(1L, KillTheWriter());
        await AssertWorks();
        Assert.True(_store.Ownership.IsDead("anybody"));
    }

    [StoreFact]
    public async Task A_connection_lost_within_a_transaction_repeats_it()
    {
        var runs = 0;
        await _store.Database.Write((session, _) =>
        {
            session.Execute("INSERT INTO queues (name, epoch) VALUES ('once', 1)");
            return ++runs == 1 ? session.Scalar("SELECT CAST(pg_terminate_backend(pg_backend_pid()) AS text)") : null;
        });
        Assert.Equal(2, runs);
        Assert.Equal(1L, Scalar("SELECT COUNT(*) FROM queues"));
    }

    [StoreFact]
    public async Task A_connection_lost_during_the_commit_leaves_its_outcome_unknown()
    {
        Scalar(
            """
            CREATE TABLE fuse (x integer);
            CREATE FUNCTION burn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER burns AFTER INSERT ON fuse DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION burn();
            SELECT 1;
            """);
        var failure = await Assert.ThrowsAsync<StoreException>(() =>
            _store.Database.Write((session, _) => session.Execute("INSERT INTO fuse VALUES (1)")));
        Assert.True(failure.OutcomeUnknown);
        await AssertWorks();
    }

    [StoreFact]
    public async Task A_process_that_lost_the_database_to_another_acknowledges_nothing_until_it_owns_it_again()
    {
        using (var other = _place.Connect())
        {
            // Another process waits for the lock; the owner's session dies; the other takes over.
            var waiting = Task.Run(() => Scalar(other, AdvisoryLock.Own));
            while ((long)Scalar($"SELECT COUNT(*) FROM {OwnerLocks} AND NOT granted")! == 0) await Task.Yield();
            KillTheWriter();
            await waiting;
            Scalar(other, "UPDATE engine_owner SET epoch = epoch + 1 RETURNING 1");

            Assert.False((await Assert.ThrowsAsync<StoreException>(() => _store.Jobs.Write(null, Rows.Pending()))).OutcomeUnknown);
            Assert.False(_store.Ownership.IsDead("anybody"));
            Assert.False(await _store.Database.IsReachable(CancellationToken.None));
        }

        await Until(async () => await _store.Database.IsReachable(CancellationToken.None));
        await AssertWorks();
        Assert.True(_store.Ownership.IsDead("anybody"));
    }

    [StoreFact]
    public async Task A_commit_under_an_old_owners_epoch_is_refused_though_its_session_holds_the_lock()
    {
        // As behind a pooler that gave the session to somebody else.
        Scalar("UPDATE engine_owner SET epoch = epoch + 1 RETURNING 1");
        var row = Rows.Pending();
        var failure = await Assert.ThrowsAsync<StoreException>(() => _store.Jobs.Write(null, row));
        Assert.False(failure.OutcomeUnknown);
        Assert.Null(await _store.Jobs.Read(row.Id, CancellationToken.None));
        await Until(async () => await _store.Database.IsReachable(CancellationToken.None));
    }

    [StoreFact]
    public async Task Reads_go_on_after_all_their_connections_were_lost()
    {
        var row = await _store.Jobs.Put(Rows.Pending());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => await _store.Jobs.Read(row.Id, CancellationToken.None)));
        Scalar("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'OrleansJobs' AND pid <> pg_backend_pid() AND query LIKE '%j.id%'");
        Assert.NotNull(await _store.Jobs.Read(row.Id, CancellationToken.None));
    }

    [StoreFact]
    public async Task A_lock_held_by_somebody_else_fails_writes_and_its_end_mends_them()
    {
        using (var foreign = _place.Connect())
        {
            Scalar(foreign, "BEGIN; LOCK TABLE jobs");
            var failure = await Assert.ThrowsAsync<StoreException>(() => _store.Jobs.Write(null, Rows.Pending()));
            Assert.False(failure.OutcomeUnknown);
            Assert.Equal(PostgresErrorCodes.LockNotAvailable, Assert.IsType<PostgresException>(failure.InnerException).SqlState);
        }

        await AssertWorks();
    }

    [StoreFact]
    public async Task A_commit_is_on_disk_whatever_the_servers_default() =>
        Assert.Equal("on", await _store.Database.Write((session, _) => (string)session.Scalar("SELECT current_setting('synchronous_commit')")!));

    private async Task AssertWorks()
    {
        var row = await _store.Jobs.Put(Rows.Pending());
        Assert.NotNull(await _store.Jobs.Read(row.Id, CancellationToken.None));
    }

    private object? KillTheWriter() => Scalar($"SELECT COUNT(pg_terminate_backend(pid)) FROM {OwnerLocks} AND granted");

    private static async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds()) await Task.Yield();
    }

    private object? Scalar(string text)
    {
        using var connection = _place.Connect();
        return Scalar(connection, text);
    }

    private static object? Scalar(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
