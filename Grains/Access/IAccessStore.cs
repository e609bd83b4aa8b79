using OrleansJobs.Access;

namespace OrleansJobs.Grains.Access;

/// <summary>Where API keys and the list of what operators changed are. Failures are those of <see cref="StoreException"/>.</summary>
public interface IAccessStore
{
    /// <summary>All keys, the newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListKeys(CancellationToken cancellationToken);

    /// <summary>The key with this id, or null.</summary>
    Task<StoredApiKey?> FindKey(Guid id, CancellationToken cancellationToken);

    /// <summary>Adds a key, unless there are <paramref name="most"/> already.</summary>
    Task<bool> AddKey(StoredApiKey key, int most);

    /// <summary>Notes when a key was used last.</summary>
    Task KeyUsed(Guid id, DateTimeOffset at);

    /// <summary>Removes a key; false if there is none.</summary>
    Task<bool> RemoveKey(Guid id);

    /// <summary>Adds an entry, or replaces the one of its id; forgets some of those from before <paramref name="forgetBefore"/>.</summary>
    Task PutAudit(AuditEntry entry, DateTimeOffset forgetBefore);

    /// <summary>Entries, the newest first; and the place of each.</summary>
    Task<IReadOnlyList<(long Place, AuditEntry Entry)>> ListAudit(AuditFilter filter, CancellationToken cancellationToken);
}
