using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>Reads from the store for callers who have none of their own. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class QueueQueryGrain(IQueueQueries queries, IOptions<QueuesOptions> options, TimeProvider time) : Grain, IQueueQueryGrain
{
    public async Task<QueueStatus?> Get(string name)
    {
        var row = await queries.ReadQueue(name, CancellationToken.None);
        if (row is null && !options.Value.Names(name)) return null;
        return await Status(row ?? new QueueRow(name, new QueueSettings()));
    }

    public async Task<QueuePage> List(string? after, int limit)
    {
        limit = Math.Clamp(limit, 1, 500);

        // One more than asked for tells whether there is a next page.
        var stored = await queries.ListQueues(after ?? "", limit + 1, CancellationToken.None);
        var configured = options.Value.AllNames
            .Where(name => string.CompareOrdinal(name, after) > 0)
            .Select(name => new QueueRow(name, new QueueSettings()));
        var rows = stored.Concat(configured).DistinctBy(row => row.Name).OrderBy(row => row.Name, StringComparer.Ordinal).ToList();

        var queues = new List<QueueStatus>();
        foreach (var row in rows.Take(limit)) queues.Add(await Status(row));
        return new QueuePage { Queues = [.. queues], Next = rows.Count > limit ? rows[limit - 1].Name : null };
    }

    public Task<JobCounts> CountJobs(string? kind, string? queue) =>
        queries.CountJobs(kind, queue, time.Now(), CancellationToken.None);

    public Task<bool> HasWorkNow() => queries.HasWorkNow(time.Now(), CancellationToken.None);

    private async Task<QueueStatus> Status(QueueRow row)
    {
        var now = time.Now();
        var load = await queries.ReadLoad(row.Name, now, CancellationToken.None);
        var counts = load.Counts;
        return row.Hold.Show(QueueStatus.Of(row.Name, row.Settings, options.Value.For(row.Name).Concurrency), now) with
        {
            Depth = new QueueDepth
            {
                Scheduled = counts.Scheduled,
                Queued = counts.Queued,
                Running = counts.Running,
                Estimated = counts.Estimated,
            },
            OldestWaiting = now - load.OldestDue,
            Throughput = load.Finished / QueueLoad.Span.TotalSeconds,
        };
    }
}
