namespace OrleansJobs.Silo.Storage;

/// <summary>Where the cause of a failure lies, and so who suffers from it.</summary>
internal enum Fault
{
    /// <summary>In what was asked: the others in the same transaction can do without it.</summary>
    Request,

    /// <summary>In the database: full, locked, read-only, broken, not owned.</summary>
    Store,

    /// <summary>The connection is gone; another one may work.</summary>
    ConnectionLost,
}
