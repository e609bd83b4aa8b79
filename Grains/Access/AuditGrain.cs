using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Access;

namespace OrleansJobs.Grains.Access;

/// <summary>Reads and writes what operators changed, for processes that have no store. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class AuditGrain(IAccessStore store, TimeProvider time, IOptions<ApiKeyOptions> options) : Grain, IAuditGrain
{
    public Task Note(AuditEntry entry) => store.PutAudit(entry, time.Now() - options.Value.KeepAudit);

    public async Task<AuditPage> List(AuditFilter filter)
    {
        var limit = Math.Clamp(filter.Limit, 1, 500);
        // One more than asked for tells whether there is a next page.
        var found = await store.ListAudit(filter with { Limit = limit + 1 }, CancellationToken.None);
        return new AuditPage
        {
            Entries = [.. found.Take(limit).Select(one => one.Entry)],
            Next = found.Count > limit ? found[limit - 1].Place : null,
        };
    }
}
