namespace OrleansJobs.Silo.Storage;

/// <summary>The databases that can hold the data.</summary>
public enum StorageProvider
{
    /// <summary>One file, one process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, version 13 or newer.</summary>
    PostgreSql,
}
