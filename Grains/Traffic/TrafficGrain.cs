using Orleans.Concurrency;
using OrleansJobs.Traffic;

namespace OrleansJobs.Grains.Traffic;

/// <summary>
/// The table of requested paths for callers who have no store. Without state, several a silo: what must not happen twice is
/// seen by the store, in the transaction itself.
/// </summary>
[StatelessWorker, Reentrant]
internal sealed class TrafficGrain(ITrafficStore store, TimeProvider time) : Grain, ITrafficGrain
{
    private const int LargestPage = 10_000;

    public Task Record(TrafficFlush flush) => store.Record(flush);

    public async Task<TrafficPage> List(PathCount? after, int limit)
    {
        limit = Math.Clamp(limit, 1, LargestPage);

        // One more than asked for tells whether there is a next page.
        var rows = await store.List(after, limit + 1, CancellationToken.None);
        return new TrafficPage { Counts = [.. rows.Take(limit)], HasMore = rows.Count > limit };
    }

    public Task<TrafficRate> GetRate() => store.ReadRate(time.Now(), CancellationToken.None);
}
