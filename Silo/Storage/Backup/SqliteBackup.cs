using Microsoft.Data.Sqlite;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage.Backup;

/// <summary>
/// A copy of a SQLite database as of one moment, while others write to it: they do not wait for it. It is verified before the file has its
/// name.
/// </summary>
internal static class SqliteBackup
{
    /// <summary>Writes the copy.</summary>
    /// <param name="database">The database.</param>
    /// <param name="file">The new file.</param>
    /// <exception cref="StartException">There is such a file already, or the copy is not sound.</exception>
    public static void Write(string database, string file) => NewFile.Write(file, partial =>
    {
        Copy(database, partial);
        Verify(partial);
    });

    // A read of one moment, in one transaction. SQLite's own backup would begin anew with every commit of another process.
    private static void Copy(string database, string partial)
    {
        using var source = Open(database, SqliteOpenMode.ReadWrite);
        using var command = source.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", partial);
        command.ExecuteNonQuery();
    }

    private static void Verify(string partial)
    {
        using var copy = Open(partial, SqliteOpenMode.ReadOnly);
        using var command = copy.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        if (command.ExecuteScalar() is var found and not "ok") throw new StartException($"The copy is not sound, and is not kept: {found}");
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
