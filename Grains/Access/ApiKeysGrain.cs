using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Access;

namespace OrleansJobs.Grains.Access;

/// <summary>Reads and writes API keys for processes that have no store. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class ApiKeysGrain(IAccessStore store, TimeProvider time, IOptions<ApiKeyOptions> options) : Grain, IApiKeysGrain
{
    public async Task<ImmutableArray<ApiKey>> List() => [.. await store.ListKeys(CancellationToken.None)];

    public async Task<StoredApiKey?> Use(Guid id)
    {
        if (await store.FindKey(id, CancellationToken.None) is not { } found) return null;
        var now = time.Now();
        if (found.Key.LastUsedAt is not { } last || now - last >= options.Value.NoteUseEvery) await store.KeyUsed(id, now);
        return found;
    }

    public Task<bool> Add(StoredApiKey key) => store.AddKey(key, options.Value.Keys);

    public async Task<ApiKey?> Remove(Guid id)
    {
        var found = await store.FindKey(id, CancellationToken.None);
        return await store.RemoveKey(id) ? found?.Key : null;
    }
}
