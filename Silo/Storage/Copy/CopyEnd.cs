using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>One of the two databases, held so that no service runs on it.</summary>
internal sealed class CopyEnd : IDisposable
{
    private readonly IDatabaseDriver _driver;
    private readonly ICopyDialect _dialect;

    private CopyEnd(StorageProvider provider, IDatabaseDriver driver, ICopyDialect dialect, IDatabaseWriter writer, Session reader)
    {
        Provider = provider;
        _driver = driver;
        _dialect = dialect;
        Writer = writer;
        Reader = reader;
    }

    public StorageProvider Provider { get; }

    /// <summary>Which database this is, for people; no secrets.</summary>
    public string Place => _driver.Place;

    public string MigrationFolder => _driver.MigrationFolder;

    /// <summary>Holds the lock. Of the source nothing else is done with it.</summary>
    public IDatabaseWriter Writer { get; }

    public Session Reader { get; }

    /// <summary>The driver of a database, and how it reads and writes whole tables.</summary>
    public static (IDatabaseDriver Driver, ICopyDialect Dialect) Choose(StorageOptions options) => options.Provider switch
    {
        StorageProvider.Sqlite => (new SqliteDriver(options), new SqliteCopyDialect()),
        // Not shared: the silos of a cluster are kept out as well.
        StorageProvider.PostgreSql => (new PostgreSqlDriver(options, new StoreSharing(false), NullLoggerFactory.Instance), new PostgreSqlCopyDialect()),
        _ => throw new ArgumentException($"{options.Provider} cannot be copied.", nameof(options)),
    };

    /// <summary>Opens the database, and makes it if it is a SQLite file that is not there.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="need">Why it must not be in use, for people.</param>
    /// <exception cref="StartException">It is in use, or cannot be opened.</exception>
    public static async Task<CopyEnd> Open(StorageOptions options, string need = "A copy needs both databases for itself")
    {
        var (driver, dialect) = Choose(options);
        IDatabaseWriter? writer = null;
        try
        {
            writer = driver.OpenWriter();
            return new CopyEnd(options.Provider, driver, dialect, writer, new Session(await driver.OpenReader(CancellationToken.None), driver.Dialect));
        }
        catch (Exception error)
        {
            var place = driver.Place;
            writer?.Dispose();
            driver.Dispose();
            throw error switch
            {
                OwnershipException => new StartException($"{place} is in use. {need}: stop the service first."),
                DbException or IOException or UnauthorizedAccessException => new StartException($"{place} cannot be opened: {error.Message}"),
                _ => error,
            };
        }
    }

    public IEnumerable<object?[]> ReadAll(CopyTable table) => ReadRows(Reader.Command(table.Select), table);

    /// <summary>All rows but the first so many, in an order that stays.</summary>
    public IEnumerable<object?[]> ReadFrom(CopyTable table, long skipped) => ReadRows(Reader.Command(table.SelectFrom, skipped), table);

    public bool IsEmpty(CopyTable table) => Reader.Scalar($"SELECT 1 FROM {table.Name} LIMIT 1") is null;

    /// <summary>Inserts rows in the writer's transaction; answers how many there were.</summary>
    public long Insert(CopyTable table, IEnumerable<object?[]> rows) => _dialect.Insert(Writer.Session, table, rows);

    public long ReadLastNumber() => _dialect.LastNumber(Reader);

    public void SetCounters(long lastNumber) => _dialect.SetCounters(Writer.Session, lastNumber);

    /// <summary>Runs <paramref name="change"/> in a transaction.</summary>
    public T Commit<T>(Func<Session, T> change)
    {
        Writer.Begin();
        try
        {
            var result = change(Writer.Session);
            Writer.Commit();
            return result;
        }
        catch
        {
            Writer.Rollback();
            throw;
        }
    }

    public void Dispose()
    {
        Reader.Dispose();
        Writer.Dispose();
        _driver.Dispose();
    }

    private IEnumerable<object?[]> ReadRows(DbCommand command, CopyTable table)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[table.Columns.Length];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : _dialect.Read(reader, i, table.Columns[i].Type);
            yield return row;
        }
    }
}
