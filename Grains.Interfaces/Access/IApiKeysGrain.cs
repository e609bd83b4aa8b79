using System.Collections.Immutable;

namespace OrleansJobs.Access;

/// <summary>The API keys. Any key of the grain does: it keeps nothing.</summary>
[Alias("IApiKeysGrain")]
public interface IApiKeysGrain : IGrainWithIntegerKey
{
    /// <summary>All keys, the newest first.</summary>
    [Alias("List"), Repeatable]
    Task<ImmutableArray<ApiKey>> List();

    /// <summary>The key that a caller shows, of which is noted that it was used; null if there is none.</summary>
    [Alias("Use"), Repeatable]
    Task<StoredApiKey?> Use(Guid id);

    /// <summary>Stores a new key; false if there are as many as the setting Access:Keys allows.</summary>
    [Alias("Add")]
    Task<bool> Add(StoredApiKey key);

    /// <summary>Revokes a key: no process takes it for longer than a second after. Answers what it was; null if there is none.</summary>
    [Alias("Remove")]
    Task<ApiKey?> Remove(Guid id);
}
