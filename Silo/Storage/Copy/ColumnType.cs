namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>What a column holds, as PostgreSQL's schema says it; SQLite has fewer types and no say.</summary>
internal enum ColumnType
{
    /// <summary>smallint.</summary>
    Small,

    /// <summary>integer.</summary>
    Int,

    /// <summary>bigint.</summary>
    Long,

    /// <summary>boolean; 0 or 1 in SQLite.</summary>
    Flag,

    /// <summary>uuid; its 16 bytes in network order in SQLite.</summary>
    Id,

    /// <summary>Text of any length.</summary>
    Text,

    /// <summary>json, which comes back byte by byte; text in SQLite.</summary>
    Json,

    /// <summary>bytea.</summary>
    Bytes,

    /// <summary>A time without zone, which is UTC everywhere here; text in SQLite.</summary>
    Time,

    /// <summary>A time with zone; text in SQLite, UTC.</summary>
    ZonedTime,

    /// <summary>What SQLite has stored, whatever that is: a number, text or bytes.</summary>
    Plain,
}
