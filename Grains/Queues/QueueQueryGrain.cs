using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Queues;
using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Queues;

/// <summary>Reads from the store for callers who have none of their own. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class QueueQueryGrain(IQueueQueries queries, IOptions<QueuesOptions> options, TimeProvider time) : Grain, IQueueQueryGrain
{
    private const int MostWorkers = 10_000;
    private const int AskedAtOnce = 100;

    public async Task<QueueStatus?> Get(string name) => await Row(name) is { } row ? await Status(row) : null;

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

    public async Task<LanePage?> ListLanes(string name, string? after, int limit, bool? busy)
    {
        if (await Row(name) is not { } row) return null;
        var rules = QueueRules.Of(row.Settings, options.Value.For(name));
        var read = await queries.ReadLanes(name, after ?? "", Math.Clamp(limit, 1, 500), busy, CancellationToken.None);
        return new LanePage { Lanes = [.. read.Lanes.Select(lane => Status(lane, rules))], Next = read.Next };
    }

    public async Task<ImmutableArray<WorkerStatus>> ListWorkers()
    {
        // Who has asked a queue has woken it.
        var anyQueue = GrainFactory.GetGrain<IQueueGrain>("any").GetGrainId();
        var awake = await GrainFactory.GetGrain<IManagementGrain>(0).GetActiveGrains(anyQueue.Type);
        var workers = new List<WorkerStatus>();
        foreach (var some in awake.Select(id => id.Key.ToString()!).Order(StringComparer.Ordinal).Chunk(AskedAtOnce))
        {
            foreach (var asking in await Task.WhenAll(some.Select(name => GrainFactory.GetGrain<IQueueGrain>(name).ListWorkers()))) workers.AddRange(asking);
            if (workers.Count >= MostWorkers) break;
        }

        return [.. workers.Take(MostWorkers)];
    }

    public Task<JobCounts> CountJobs(string? kind, string? queue) =>
        queries.CountJobs(kind, queue, time.Now(), CancellationToken.None);

    public Task<bool> HasWorkNow() => queries.HasWorkNow(time.Now(), CancellationToken.None);

    private async Task<QueueRow?> Row(string name) =>
        await queries.ReadQueue(name, CancellationToken.None) ?? (options.Value.Names(name) ? new QueueRow(name, new QueueSettings()) : null);

    private static LaneStatus Status(LaneLoad load, QueueRules rules) => new()
    {
        Name = load.Lane,
        Running = load.Running,
        Slots = load.Slots,
        Waiting = Math.Min(load.Waiting, LaneLoad.MostCounted),
        Estimated = load.Waiting > LaneLoad.MostCounted ? true : null,
        Limit = rules.LimitOf(load.Lane) is var limit && limit < int.MaxValue ? limit : null,
        Weight = rules.Fair ? rules.WeightOf(load.Lane) : null,
    };

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
