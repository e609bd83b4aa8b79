namespace OrleansJobs.Silo.Storage;

/// <summary>
/// PostgreSQL's locks that are on no table. The first key says what for ("oj", "ok" and "ol" in ASCII), the second which schema:
/// several services may share a database, each with a schema of its own.
/// </summary>
internal static class AdvisoryLock
{
    public const int OwnerKey = 0x6F6A;

    private const int MigrationKey = 0x6F6B;

    private const int SweepKey = 0x6F6C;

    private const string Schema = "SELECT CAST(oid AS bigint) - 2147483648 FROM pg_namespace WHERE nspname = current_schema()";

    /// <summary>Held by the one session that writes, for as long as it lives.</summary>
    public static readonly string Own = $"SELECT CAST(pg_advisory_lock({OwnerKey}, CAST(({Schema}) AS int)) AS text)";

    /// <summary>Held beside others of its kind, but not beside <see cref="Own"/>.</summary>
    public static readonly string Share = $"SELECT CAST(pg_advisory_lock_shared({OwnerKey}, CAST(({Schema}) AS int)) AS text)";

    /// <summary>Held until the end of the transaction.</summary>
    public static readonly string Migrate = $"SELECT CAST(pg_advisory_xact_lock({MigrationKey}, CAST(({Schema}) AS int)) AS text)";

    /// <summary>False if another transaction has it; else held until the end of this one, which its session's death is too.</summary>
    public static readonly string TrySweep = $"SELECT pg_try_advisory_xact_lock({SweepKey}, CAST(({Schema}) AS int))";
}
