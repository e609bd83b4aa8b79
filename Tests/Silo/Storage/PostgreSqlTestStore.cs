using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Storage;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>A schema of its own in the database that the environment names.</summary>
internal sealed class PostgreSqlTestStore : ITestStore
{
    public const string Variable = "ORLEANSJOBS_TEST_POSTGRES";

    private readonly string _schema = $"test_{Guid.NewGuid():N}";

    public PostgreSqlTestStore()
    {
        Execute($"CREATE SCHEMA {_schema}");
        var settings = new NpgsqlConnectionStringBuilder(Server) { SearchPath = _schema, Pooling = false };
        Options = new StorageOptions
        {
            Provider = StorageProvider.PostgreSql,
            ConnectionString = settings.ConnectionString,
            BusyTimeout = TimeSpan.FromMilliseconds(300),
            ReadConnections = 2,
        };
    }

    /// <summary>Where the server is; null if there is none.</summary>
    public static string? Server { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server ? server : null;

    /// <summary>How the stores opened from now on use it.</summary>
    public StoreSharing Sharing { get; set; } = new(false);

    public StorageOptions Options { get; }

    public IDatabaseDriver NewDriver(StorageOptions options) => new PostgreSqlDriver(options, Sharing, NullLoggerFactory.Instance);

    public IGrainStorage GrainStates(OpenStore store, StorageOptions options) => OrleansGrainStates.Open(options);

    public DbConnection Connect()
    {
        var connection = new NpgsqlConnection(Options.ConnectionString);
        connection.Open();
        return connection;
    }

    public void Dispose() => Execute($"DROP SCHEMA {_schema} CASCADE");

    private static void Execute(string text)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        command.ExecuteNonQuery();
    }
}
