using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
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

    public IDatabaseDriver NewDriver(StorageOptions options) => new SqliteDriver(options, NullLogger.Instance);

    public DbConnection Connect() => Connect(Options.DatabaseFile);

    public static SqliteConnection Connect(string file)
    {
        // Before the first connection of this process, whoever opens it: two native libraries must not be mixed.
        SqliteLibrary.Load(NullLogger.Instance);
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    public void Dispose() => _directory.Dispose();
}
