using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansJobs.Silo.Storage;

/// <summary>PostgreSQL: many connections that read, and one in each process that writes and holds the lock.</summary>
internal sealed class PostgreSqlDriver : IDatabaseDriver
{
    /// <summary>Npgsql's name among the providers of ADO.NET, by which Orleans' parts ask for it.</summary>
    public const string Invariant = "Npgsql";

    // The statistics of a queue's table are always old, and a plan that scans it is always wrong. Compiling costs more than
    // any statement here takes.
    private const string Plans = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off";

    private readonly NpgsqlDataSource _source;
    private readonly long _busyMilliseconds;
    private readonly bool _shared;
    private volatile bool _isOwner;

    public PostgreSqlDriver(StorageOptions options, StoreSharing sharing, ILoggerFactory loggers)
    {
        _shared = sharing.IsShared;
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            // Connections are kept by the sessions. Statements are prepared by the server at their second use.
            Pooling = false,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            ApplicationName = "OrleansJobs",
        };
        Place = $"The PostgreSQL database {settings.Database ?? settings.Username} at {settings.Host}";
        _busyMilliseconds = (long)options.BusyTimeout.TotalMilliseconds;
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(loggers).Build();
    }

    public string Place { get; }

    public bool IsOwner => _isOwner;

    public ISqlDialect Dialect { get; } = new PostgreSqlDialect();

    public string MigrationFolder => "PostgreSql";

    public async Task<DbConnection> OpenReader(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Plans, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    /// <summary>A connection that hears what statements notify of on a channel.</summary>
    public async Task<NpgsqlConnection> Listen(string channel, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"LISTEN {channel}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    public IDatabaseWriter OpenWriter()
    {
        var connection = _source.OpenConnection();
        var session = new Session(connection, Dialect);
        try
        {
            Prepare(connection);
            TakeLock(session);
            return _shared
                ? new PostgreSqlWriter(connection, session, new SharedClaim(session))
                : new PostgreSqlWriter(connection, session, new SoleClaim(session, owns => _isOwner = owns));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // 22 data, 23 constraints, 42 statements, 54 limits; 40 deadlocks and the like, which halves of the batch may not meet.
    public Fault Classify(Exception error) => error switch
    {
        OwnershipException => Fault.Store,
        PostgresException { SqlState: ['2', '2' or '3', ..] or ['4', '0' or '2', ..] or ['5', '4', ..] } => Fault.Request,
        PostgresException { SqlState: ['5', '7', 'P', ..] } => Fault.ConnectionLost,
        PostgresException or TimeoutException or NpgsqlException { InnerException: TimeoutException } => Fault.Store,
        NpgsqlException => Fault.ConnectionLost,
        _ => Fault.Request,
    };

    // An error that the server reports before it ends the session is its word that the transaction was rolled back.
    public bool MayHaveCommitted(Exception error) => error is not PostgresException { SqlState: not ['5', '7', ..] };

    public void Dispose() => _source.Dispose();

    // A commit is on disk when it returns, whatever the server's default. Nobody waits for a lock for ever. A server that
    // lost its client finds out within 10 s, so that the lock comes free.
    private void Prepare(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture,
            $"""
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');
            SET lock_timeout = {_busyMilliseconds};
            {Plans};
            SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3
            """), connection);
        command.ExecuteNonQuery();
    }

    private void TakeLock(Session session)
    {
        try
        {
            session.Execute(_shared ? AdvisoryLock.Share : AdvisoryLock.Own);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new OwnershipException(
                _shared
                    ? $"{Place} is in use by a process that is not of a cluster. End it, or choose another database by ConnectionStrings:{StorageOptions.ConnectionStringName}."
                    : $"{Place} is in use by another process. Choose another database by ConnectionStrings:{StorageOptions.ConnectionStringName}, or run a cluster (Cluster:Provider), whose processes share one database.");
        }
    }
}
