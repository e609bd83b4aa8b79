using System.Data.Common;
using Microsoft.Data.Sqlite;
using Orleans.Storage;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Tests.Support;

namespace OrleansJobs.Tests.Silo.Storage;

internal sealed class SqliteTestStore : ITestStore
{
    // To make the tables takes longer than most tests: that is done once.
    private static readonly Lazy<byte[]> Template = new(MakeTemplate);

    private readonly TempDirectory _directory = new();

    public SqliteTestStore()
        : this(Template.Value)
    {
    }

    private SqliteTestStore(byte[] template)
    {
        Options = new StorageOptions { DataDirectory = _directory.Path, BusyTimeout = TimeSpan.FromMilliseconds(50) };
        if (template.Length > 0) File.WriteAllBytes(Options.DatabaseFile, template);
    }

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

    public void Empty() => File.Delete(Options.DatabaseFile);

    public void Dispose() => _directory.Dispose();

    private static byte[] MakeTemplate()
    {
        using var made = new SqliteTestStore([]);
        OpenStore.Started(made).Dispose();
        return File.ReadAllBytes(made.Options.DatabaseFile);
    }
}
