namespace OrleansJobs.Access;

/// <summary>What operators changed. Any key of the grain does: it keeps nothing.</summary>
[Alias("IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>Notes a change before it is made, or, once more with its status, how it ended.</summary>
    [Alias("Note"), Repeatable]
    Task Note(AuditEntry entry);

    /// <summary>What was changed, the newest first.</summary>
    [Alias("List"), Repeatable]
    Task<AuditPage> List(AuditFilter filter);
}
