using System.Data.Common;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>
/// How one kind of database reads and writes whole tables. Values go between them as long, bool, Guid, string, byte[] and
/// DateTime (in whole microseconds, which is what PostgreSQL can keep), or null.
/// </summary>
internal interface ICopyDialect
{
    /// <summary>The value of a column that is not null.</summary>
    object Read(DbDataReader row, int column, ColumnType type);

    /// <summary>Inserts rows in the transaction that is open; answers how many there were.</summary>
    long Insert(Session session, CopyTable table, IEnumerable<object?[]> rows);

    /// <summary>The last small number that a job was given; 0 if none was.</summary>
    long LastNumber(Session session);

    /// <summary>Makes the database go on counting after the copied rows and after <paramref name="lastNumber"/>.</summary>
    void SetCounters(Session session, long lastNumber);
}
