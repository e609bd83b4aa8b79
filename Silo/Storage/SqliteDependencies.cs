using OrleansJobs.Grains.Jobs;
using SQLitePCL;

namespace OrleansJobs.Silo.Storage;

/// <summary>What a write of a job changes in the table of dependencies, on SQLite's writing connection.</summary>
internal sealed class SqliteDependencies(sqlite3 database) : IDisposable
{
    private readonly SqliteStatement _insert = new(database, DependencyTable.Insert);
    private readonly SqliteStatement _end = new(database, DependencyTable.End);
    private readonly SqliteStatement _delete = new(database, DependencyTable.Delete);
    private readonly SqliteStatement _find = new(database, DependencyTable.Find);

    /// <summary>Whether all that a job is to wait for know of it.</summary>
    public bool Have(JobRecord child) => child.Awaits.All(parent => Run(_find, parent, child.Id) is not null);

    public void Write(JobWrite write)
    {
        foreach (var child in write.Children) Run(_insert, write.After.Id, child);
        foreach (var parent in write.Settled) Run(_delete, parent, write.After.Id);
        if (!write.EndsParent) return;
        _end.Integer((int)write.After.Phase);
        _end.Integer(StoredTime.From(write.After.EndedAt));
        _end.Id(write.After.Id);
        _end.Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _end.Dispose();
        _delete.Dispose();
        _find.Dispose();
    }

    private static long? Run(SqliteStatement statement, Guid parent, Guid child)
    {
        statement.Id(parent);
        statement.Id(child);
        return statement.Run();
    }
}
