using System.Data.Common;
using Microsoft.Data.Sqlite;
using Orleans.Storage;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Silo.Storage;

internal sealed class SqliteTestStore : ITestStore
{
    private readonly TempDirectory _directory = new();

    public SqliteTestStore() => Options = new StorageOptions
    {
        DataDirectory = _directory.Path,
        BusyTimeout = TimeSpan.FromMilliseconds(50),
    };

    public StorageOptions Options { get; }

    public IDatabaseDriver NewDriver(StorageOptions options) => new SqliteDriver(options);

    public IGrainStorage GrainStates(OpenStore store, StorageOptions options) =>
        new SqliteGrainStorage(store.Database, new JsonStateSerializer(), Microsoft.Extensions.Options.Options.Create(options), store.Time);

    public DbConnection Connect() => Connect(Options.DatabaseFile);

    public static SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    public void Dispose() => _directory.Dispose();
}
