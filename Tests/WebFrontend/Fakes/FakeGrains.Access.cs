using System.Collections.Immutable;
using OrleansJobs.Access;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

internal sealed partial class FakeGrains
{
    public Dictionary<Guid, StoredApiKey> ApiKeys { get; } = [];

    /// <summary>How often a key was asked for.</summary>
    public int KeyReads { get; private set; }

    public int MostKeys { get; set; } = 1_000;

    /// <summary>What was noted, in the order of the notes.</summary>
    public List<AuditEntry> Noted { get; } = [];

    public Func<AuditEntry, Task> OnNote { get; set; } = _ => Task.CompletedTask;

    private sealed partial class FakeReader : IApiKeysGrain, IAuditGrain
    {
        Task<ImmutableArray<ApiKey>> IApiKeysGrain.List() => Task.FromResult<ImmutableArray<ApiKey>>([.. grains.ApiKeys.Values.Select(stored => stored.Key)]);

        public Task<StoredApiKey?> Use(Guid id)
        {
            grains.KeyReads++;
            return Task.FromResult(grains.ApiKeys.GetValueOrDefault(id));
        }

        public Task<bool> Add(StoredApiKey key) => Task.FromResult(grains.ApiKeys.Count < grains.MostKeys && grains.ApiKeys.TryAdd(key.Key.Id, key));

        Task<ApiKey?> IApiKeysGrain.Remove(Guid id) => Task.FromResult(grains.ApiKeys.Remove(id, out var key) ? key.Key : null);

        public async Task Note(AuditEntry entry)
        {
            await grains.OnNote(entry);
            lock (grains.Noted) grains.Noted.Add(entry);
        }

        Task<AuditPage> IAuditGrain.List(AuditFilter filter) =>
            Task.FromResult(new AuditPage { Entries = [.. grains.Noted.Where(entry => filter.Actor is null || entry.Actor == filter.Actor).Take(filter.Limit)], Next = 7 });
    }
}
