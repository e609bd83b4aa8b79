using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>
/// How far the copy has come, in the target itself and in the commits of the copied rows, so that an interruption at any point
/// leaves both in step.
/// </summary>
internal sealed class CopyProgress(CopyEnd target, string source)
{
    public const string Table = "copy_progress";

    private const string Add = $"INSERT INTO {Table} (name, source, copied) VALUES ($1, $2, 0)";

    /// <summary>Refuses a database that holds a part of another's data only.</summary>
    /// <exception cref="StartException">It does.</exception>
    public static void RefuseUnfinished(Session session, string place)
    {
        if (SourceIn(session) is { } source)
        {
            throw new StartException(
                $"{place} holds an unfinished copy. Run the copy from \"{source}\" again, which goes on where it ended; or make the database anew.");
        }
    }

    /// <summary>Starts in an empty target, or goes on with what an earlier run of the same copy has left.</summary>
    /// <exception cref="StartException">The target holds other data.</exception>
    public void Begin(IReadOnlyList<CopyTable> tables)
    {
        if (SourceIn(target.Reader) is { } earlier)
        {
            if (earlier == source) return;
            throw new StartException($"{target.Place} holds an unfinished copy of something else: \"{earlier}\".");
        }

        if (tables.FirstOrDefault(table => !target.IsEmpty(table)) is { } full)
            throw new StartException($"{target.Place} holds data already: its table {full.Name} has rows. A copy needs an empty database.");
        target.Commit(session => tables.Sum(table => session.Execute(Add, table.Name, source)));
    }

    /// <summary>How many rows of the table are in the target, the first ones in the source's order.</summary>
    public long Copied(CopyTable table) => (long)target.Reader.Scalar($"SELECT copied FROM {Table} WHERE name = $1", table.Name)!;

    /// <summary>Notes more rows, in the transaction that inserts them.</summary>
    public static void Advance(Session session, CopyTable table, long rows) =>
        session.Execute($"UPDATE {Table} SET copied = copied + $1 WHERE name = $2", rows, table.Name);

    /// <summary>The copy is whole, as soon as the transaction is committed.</summary>
    public static void End(Session session) => session.Execute($"DELETE FROM {Table}");

    private static string? SourceIn(Session session) => session.Scalar($"SELECT source FROM {Table} LIMIT 1") as string;
}
