using System.Collections.Concurrent;
using OrleansJobs.Access;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>
/// API keys as this process read them last. What is older than <see cref="AccessOptions.KeyRefresh"/> is read again, so that a revoked key ends everywhere by then.
/// Of ids that no key has, none is kept.
/// </summary>
internal sealed class KnownKeys(IGrainFactory grains, TimeProvider time, IOptions<AccessOptions> options)
{
    private readonly ConcurrentDictionary<Guid, (StoredApiKey Key, long ReadAt)> _known = new();

    /// <summary>The key with this id, unless it was revoked or has expired; null then.</summary>
    public async ValueTask<StoredApiKey?> Find(Guid id)
    {
        var found = _known.TryGetValue(id, out var known) && time.GetElapsedTime(known.ReadAt) < options.Value.KeyRefresh ? known.Key : await Read(id);
        return found is { Key.ExpiresAt: { } end } && end <= time.GetUtcNow() ? null : found;
    }

    /// <summary>Lets nobody wait for a change that this process itself has made.</summary>
    public void Forget(Guid id) => _known.TryRemove(id, out _);

    private async Task<StoredApiKey?> Read(Guid id)
    {
        var at = time.GetTimestamp();
        var found = await grains.GetGrain<IApiKeysGrain>(0).Use(id);
        if (found is null) Forget(id);
        else _known[id] = (found, at);
        return found;
    }
}
