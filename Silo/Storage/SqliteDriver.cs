using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// SQLite: a file in write-ahead mode, so that reads and the one writer do not wait for each other. That there is no other writer
/// is proved by <see cref="SqliteClaim"/> at each commit; a lock file beside it, held while the process lives, lets a second
/// process be refused before it does harm.
/// </summary>
internal sealed class SqliteDriver : IDatabaseDriver
{
    // 16 MB: checkpoints are rare enough not to show in commit times, and the log stays small.
    private const int CheckpointPages = 4_000;

    // 16 MB again. More costs time: of a commit that rearranged a tree (one in eight under load) SQLite looks through the whole cache, as
    // such a tree lends a page the number of the one at 1 GiB, and pages behind the end of the file are to leave the cache.
    private const int CacheKibibytes = 16_384;

    private readonly string _file;
    private readonly string _connectionString;
    private readonly TimeSpan _busyTimeout;
    private readonly SqliteClaim _claim;
    private FileStream? _lock;

    public SqliteDriver(StorageOptions options)
    {
        _file = options.DatabaseFile;
        _busyTimeout = options.BusyTimeout;
        _claim = new SqliteClaim(Place);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _file,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
        }.ToString();
    }

    public string Place => $"The SQLite database {_file}";

    public bool IsOwner => _lock is not null && _claim.Holds;

    public ISqlDialect Dialect { get; } = new SqliteDialect();

    public string MigrationFolder => "Sqlite";

    public Task<DbConnection> OpenReader(CancellationToken cancellationToken) =>
        Task.FromResult<DbConnection>(Open("PRAGMA query_only = ON; PRAGMA cache_size = -8192;"));

    public IDatabaseWriter OpenWriter()
    {
        _claim.Demand();
        TakeLock();

        // FULL: a commit is on disk when it returns, also after a loss of power; fullfsync the same on macOS.
        var connection = Open(string.Create(CultureInfo.InvariantCulture,
            $"""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON;
            PRAGMA wal_autocheckpoint = {CheckpointPages}; PRAGMA journal_size_limit = {CheckpointPages * 4_096L};
            PRAGMA cache_size = -{CacheKibibytes}; PRAGMA temp_store = MEMORY;
            """));
        return new SqliteWriter(connection, new Session(connection, Dialect), _claim);
    }

    public Fault Classify(Exception error) => error switch
    {
        OwnershipException => Fault.Store,
        SqliteException sqlite => Classify(sqlite.SqliteErrorCode),
        _ => Fault.Request,
    };

    // Full, busy and read-only are met before the commit's mark is in the log. After any other failure it may be there.
    public bool MayHaveCommitted(Exception error) =>
        error is not SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_READONLY or raw.SQLITE_CONSTRAINT };

    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private static Fault Classify(int code) => code switch
    {
        raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE => Fault.Request,
        _ => Fault.Store,
    };

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {_busyTimeout.TotalMilliseconds:F0}; {pragmas}");
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // .NET has no type for it: Windows' ERROR_SHARING_VIOLATION, or the errno EWOULDBLOCK of flock on Linux or macOS.
    private static bool IsSharingViolation(IOException error) => error.HResult is unchecked((int)0x80070020) or 11 or 35;

    // The file is never deleted: another process could hold a lock on the deleted one while a third makes it anew.
    private void TakeLock()
    {
        if (_lock is not null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        try
        {
            _lock = new FileStream(_file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsSharingViolation(error))
        {
            throw new OwnershipException(
                $"{Place} is in use by another process. Choose another {StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)}, or run a cluster over PostgreSQL, whose processes share one database.");
        }
    }
}
