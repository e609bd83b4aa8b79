namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>An empty SQLite database with its tables, open.</summary>
public sealed class StartedSqlite : IDisposable
{
    public StartedSqlite() => Store = OpenStore.Started(Place);

    internal SqliteTestStore Place { get; } = new();

    internal OpenStore Store { get; }

    public void Dispose()
    {
        Store.Dispose();
        Place.Dispose();
    }
}
