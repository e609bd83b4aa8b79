using System.Data.Common;
using Microsoft.Data.Sqlite;
using OrleansJobs.Silo.Storage;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>What SQLite's failures mean to those who write, and that the store recovers from each by itself.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly SqliteTestStore _place = new();
    private readonly OpenStore _store;

    public SqliteFaultTests() => _store = OpenStore.Started(_place);

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task A_lock_held_by_another_process_fails_writes_and_their_end_mends_them()
    {
        using (var foreign = _place.Connect())
        {
            Execute(foreign, "BEGIN IMMEDIATE");
            var failure = await FailedWrite();
            Assert.Equal(5, Assert.IsType<SqliteException>(failure.InnerException).SqliteErrorCode);
            Assert.False(await _store.Database.IsReachable(CancellationToken.None));
            Execute(foreign, "ROLLBACK");
        }

        await AssertWorks();
    }

    [Fact]
    public async Task A_database_that_became_read_only_fails_writes_until_it_is_writable_again()
    {
        await _store.Database.Write((session, _) => session.Execute("PRAGMA query_only = ON"));
        var failure = await FailedWrite();
        Assert.Equal(8, Assert.IsType<SqliteException>(failure.InnerException).SqliteErrorCode);
        await AssertWorks();
    }

    [Fact]
    public async Task A_full_disk_fails_writes_until_there_is_room_again()
    {
        await _store.Database.Write((session, _) => session.Scalar("PRAGMA max_page_count = 1"));
        var rows = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(
            () => _store.Jobs.Write(null, Rows.Pending() with { CancelReason = new string('x', 100_000) }))));
        Assert.Contains(rows, error => error is StoreException { OutcomeUnknown: false, InnerException: SqliteException { SqliteErrorCode: 13 } });
        await AssertWorks();
    }

    [Fact]
    public async Task A_connection_that_broke_is_opened_anew()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Database.Write((session, _) =>
        {
            session.Connection.Close();
            return session.Execute("SELECT 1");
        }));
        await AssertWorks();
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_files_though_nothing_was_closed()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => _store.Jobs.Put(Rows.Pending(), job => job.Run())));

        // The files as a dead machine leaves them.
        using var copy = new SqliteTestStore();
        foreach (var file in Directory.GetFiles(_place.Options.DataDirectory, "*.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(copy.Options.DataDirectory, Path.GetFileName(file)), overwrite: true);
        using var after = OpenStore.Started(copy);
        foreach (var row in rows)
            Assert.Equal(row.Stamp, (await after.Jobs.Read(row.Id, CancellationToken.None))!.Stamp);
        Assert.Equal(300, (await after.Jobs.ReadRunning("default", CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_failed_commit_may_be_on_disk_unless_it_never_got_there()
    {
        using var driver = _place.NewDriver(_place.Options);
        Assert.True(driver.MayHaveCommitted(new SqliteException("disk I/O error", 10)));
        Assert.False(driver.MayHaveCommitted(new SqliteException("database or disk is full", 13)));
        Assert.False(driver.MayHaveCommitted(new SqliteException("database is locked", 5)));
        Assert.Equal(Fault.Store, driver.Classify(new SqliteException("disk I/O error", 10)));
        Assert.Equal(Fault.Request, driver.Classify(new SqliteException("constraint failed", 19)));
        await AssertWorks();
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_says_so()
    {
        using var foreign = _place.Connect();
        Execute(foreign, "ALTER TABLE jobs RENAME TO hidden");
        var failure = await Assert.ThrowsAsync<StoreException>(async () => await _store.Jobs.Read(Guid.NewGuid(), CancellationToken.None));
        Assert.False(failure.OutcomeUnknown);
        Execute(foreign, "ALTER TABLE hidden RENAME TO jobs");
        await AssertWorks();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_process_that_gets_past_the_lock_takes_over_and_the_first_writes_no_more(bool byLink)
    {
        await AssertWorks();
        using var link = new SqliteTestStore();
        link.Empty();
        if (byLink) File.CreateSymbolicLink(link.Options.DatabaseFile, _place.Options.DatabaseFile);
        else File.Delete(_place.Options.DatabaseFile + ".lock");
        using var second = OpenStore.Started(byLink ? link : _place);

        var failure = await FailedWrite();
        Assert.Contains("taken over by another process", failure.Message, StringComparison.Ordinal);
        Assert.Contains("taken over by another process", await _store.Database.Lost, StringComparison.Ordinal);
        Assert.False(_store.Ownership.IsDead("anybody"));
        Assert.False(await _store.Database.IsReachable(CancellationToken.None));
        await second.Jobs.Put(Rows.Pending());
        await FailedWrite();
        Assert.True(second.Ownership.IsDead(_store.Ownership.Self));
        Assert.True(await second.Database.IsReachable(CancellationToken.None));
    }

    [Fact]
    public async Task A_database_whose_folder_is_deleted_while_it_is_open_takes_no_more_writes()
    {
        await AssertWorks();
        Directory.Delete(_place.Options.DataDirectory, recursive: true);
        await AssertGone();
    }

    [Fact]
    public async Task A_database_that_is_replaced_while_it_is_open_takes_no_more_writes_and_neither_does_the_other()
    {
        await AssertWorks();
        using var other = new SqliteTestStore();
        using (OpenStore.Started(other))
        {
        }

        File.Move(other.Options.DatabaseFile, _place.Options.DatabaseFile, overwrite: true);
        await AssertGone();
    }

    private async Task AssertGone()
    {
        for (var tries = 0; tries < 2; tries++)
        {
            var failure = await Assert.ThrowsAsync<StoreException>(() => _store.Jobs.Write(null, Rows.Pending()));
            Assert.False(failure.OutcomeUnknown);
            Assert.Contains("is no longer at its place", failure.Message, StringComparison.Ordinal);
            Assert.False(await _store.Database.IsReachable(CancellationToken.None));
        }

        Assert.False(_store.Database.Lost.IsCompleted);
    }

    private async Task<StoreException> FailedWrite()
    {
        var row = Rows.Pending();
        var failure = await Assert.ThrowsAsync<StoreException>(() => _store.Jobs.Write(null, row));
        Assert.False(failure.OutcomeUnknown);
        Assert.Null(await _store.Jobs.Read(row.Id, CancellationToken.None));
        return failure;
    }

    private async Task AssertWorks()
    {
        var row = await _store.Jobs.Put(Rows.Pending());
        Assert.NotNull(await _store.Jobs.Read(row.Id, CancellationToken.None));
        Assert.True(await _store.Database.IsReachable(CancellationToken.None));
    }

    private static void Execute(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
