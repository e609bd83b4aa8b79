using System.Data.Common;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>
/// Moves all data of a service from SQLite to PostgreSQL or back: batch by batch, each a transaction that also notes how far
/// the copy has come, then every row of both read again and compared. Until then no service starts on the target.
/// </summary>
internal sealed class DatabaseCopy(CopyEnd source, CopyEnd target, TimeProvider time, TextWriter output)
{
    private readonly CopyProgress _progress = new(target, source.Place);

    /// <summary>Rows in a transaction. Rows can be large, and SQLite's log grows with each until the commit.</summary>
    public int BatchRows { get; init; } = 2_000;

    /// <summary>Copies what is not yet copied, and verifies the whole.</summary>
    /// <exception cref="StartException">The databases are not fit for it, or differ at the end.</exception>
    public void Run()
    {
        Check();
        var tables = source.Provider == StorageProvider.Sqlite
            ? CopySchema.Read(source.Reader, target.Reader)
            : CopySchema.Read(target.Reader, source.Reader);
        _progress.Begin(tables);
        foreach (var table in tables) Copy(table);
        foreach (var table in tables) Verify(table);
        target.Commit(session =>
        {
            target.SetCounters(source.ReadLastNumber());
            CopyProgress.End(session);
            return true;
        });
        output.WriteLine($"Done: {target.Place} holds all that {source.Place} does.");
    }

    private void Check()
    {
        Schema(source).RequireCurrent(source.Reader);
        CopyProgress.RefuseUnfinished(source.Reader, source.Place);
        Schema(target).Run(target.Writer);
    }

    private Migrator Schema(CopyEnd end) => new(Migration.All(end.MigrationFolder), end.Place, time);

    private void Copy(CopyTable table)
    {
        var copied = _progress.Copied(table);
        using var rows = source.ReadFrom(table, copied).GetEnumerator();
        for (long more = BatchRows; more == BatchRows; copied += more) more = CopyBatch(table, rows);
        output.WriteLine($"{table.Name}: {copied} rows copied");
    }

    private long CopyBatch(CopyTable table, IEnumerator<object?[]> rows)
    {
        try
        {
            return target.Commit(session =>
            {
                var count = target.Insert(table, Take(rows));
                CopyProgress.Advance(session, table, count);
                return count;
            });
        }
        catch (DbException error)
        {
            throw new StartException($"The table {table.Name} cannot be copied: {error.Message}");
        }
    }

    private IEnumerable<object?[]> Take(IEnumerator<object?[]> rows)
    {
        for (var i = 0; i < BatchRows && rows.MoveNext(); i++) yield return rows.Current;
    }

    private void Verify(CopyTable table)
    {
        var (there, here) = (TableDigest.Of(source, table), TableDigest.Of(target, table));
        if (there != here)
        {
            throw new StartException(
                $"The table {table.Name} differs: {there.Rows} rows with checksum {there} in the source, {here.Rows} with {here} in the target. Was the source changed since the copy began? Make the target anew and copy again.");
        }

        output.WriteLine($"{table.Name}: {here.Rows} rows verified, checksum {here}");
    }
}
