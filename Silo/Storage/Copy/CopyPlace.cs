using Npgsql;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>What a person names as an end of the copy: a connection string of PostgreSQL, or the data directory of a SQLite file.</summary>
internal static class CopyPlace
{
    /// <exception cref="StartException">It is neither.</exception>
    public static StorageOptions Parse(string key, string text)
    {
        if (!text.Contains("Host=", StringComparison.OrdinalIgnoreCase)) return new StorageOptions { Provider = StorageProvider.Sqlite, DataDirectory = text };
        try
        {
            return new StorageOptions
            {
                Provider = StorageProvider.PostgreSql,
                ConnectionString = new NpgsqlConnectionStringBuilder(text).ConnectionString,
            };
        }
        catch (ArgumentException error)
        {
            throw new StartException($"--{key} is no connection string: {error.Message}");
        }
    }

    /// <summary>The same, of a database that has to be there.</summary>
    /// <exception cref="StartException">There is none.</exception>
    public static StorageOptions ParseExisting(string key, string text)
    {
        var options = Parse(key, text);
        if (options.Provider == StorageProvider.Sqlite && !File.Exists(options.DatabaseFile))
            throw new StartException($"--{key}: there is no file {options.DatabaseFile}.");
        return options;
    }
}
