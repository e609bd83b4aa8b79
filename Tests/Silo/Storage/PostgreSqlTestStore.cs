using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Storage;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>A database of its own on the server that the environment names.</summary>
internal sealed class PostgreSqlTestStore : ITestStore
{
    public const string Variable = "ORLEANSJOBS_TEST_POSTGRES";

    // What PostgreSQL itself has for this.
    private const string NoTables = "template1";

    // To make the tables takes longer than most tests: that is done once.
    private static readonly Lazy<string> Template = new(MakeTemplate);

    private readonly string _name;

    public PostgreSqlTestStore()
        : this(NewName(), template: Template.Value)
    {
    }

    private PostgreSqlTestStore(string name, string template)
    {
        _name = name;
        Create(name, template);
        Options = new StorageOptions
        {
            Provider = StorageProvider.PostgreSql,
            ConnectionString = Connection(name),
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

    public void Empty()
    {
        Dispose();
        Create(_name, NoTables);
    }

    public void Dispose() => OnServer($"DROP DATABASE {_name} WITH (FORCE)");

    private static string MakeTemplate()
    {
        var made = new PostgreSqlTestStore(NewName(), NoTables);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.Dispose();
        OpenStore.Started(made).Dispose();
        return made._name;
    }

    private static void Create(string name, string template) => OnServer($"CREATE DATABASE {name} TEMPLATE {template}");

    private static string NewName() => $"test_{Guid.NewGuid():N}";

    private static string Connection(string? database)
    {
        var settings = new NpgsqlConnectionStringBuilder(Server) { Pooling = false };
        if (database is not null) settings.Database = database;
        return settings.ConnectionString;
    }

    private static void OnServer(string text)
    {
        using var connection = new NpgsqlConnection(Connection(database: null));
        connection.Open();
        using var command = new NpgsqlCommand(text, connection);
        command.ExecuteNonQuery();
    }
}
