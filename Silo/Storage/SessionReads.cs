using System.Data.Common;

namespace OrleansJobs.Silo.Storage;

/// <summary>Reads that need not wait for the server. SQLite's drivers complete them at once; PostgreSQL's do not block a thread.</summary>
internal static class SessionReads
{
    /// <summary>Runs a statement; reads all its rows.</summary>
    public static async Task<List<T>> ReadAll<T>(
        this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }
}
