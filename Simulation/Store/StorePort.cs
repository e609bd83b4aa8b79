using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Workers;

namespace OrleansJobs.Simulation.Store;

/// <summary>The stores that one silo's grains use, over its connection to the world's one database.</summary>
internal sealed class StorePort(SimulatedTables tables, StoreLine line, string silo)
    : IJobStore, IDependencyStore, IStepStore, IQueueStore, IQueueQueries, IJobQueries, IRetentionStore, IKindStore
{
    public async ValueTask<JobRecord?> Read(Guid id, CancellationToken cancellationToken) =>
        await line.Read(() => tables.Read(id));

    public Task<JobCommit> Write(JobWrite write) => line.Commit(() => tables.Write(write, silo));

    public Task<JobCommit> Delete(JobRecord row) => line.Commit(() => tables.Delete(row, silo));

    public Task<IReadOnlyList<Dependency>> ReadEnded(Guid parent, Guid after, int limit, CancellationToken cancellationToken) =>
        line.Read(() => tables.Dependencies.ReadEnded(parent, after, limit));

    public Task<IReadOnlyList<Dependency>> ReadEnded(int limit, CancellationToken cancellationToken) => line.Read(() => tables.Dependencies.ReadEnded(limit));

    public Task Drop(Guid parent, Guid child) => line.Commit(() => tables.Dependencies.Drop(parent, child));

    public Task<IReadOnlyList<JobStep>> ReadSteps(JobRecord job, CancellationToken cancellationToken) => line.Read(() => tables.Steps.Read(job));

    public Task<IReadOnlyList<JobStep>> ListSteps(JobRecord job, string after, int limit, CancellationToken cancellationToken) =>
        line.Read(() => tables.Steps.List(job, after, limit));

    public Task<QueueEpoch> TakeEpoch(string queue) => line.Commit(() => tables.Take(queue, row => row));

    public Task<QueueEpoch> ReplaceSettings(string queue, QueueSettings settings) =>
        line.Commit(() => tables.Take(queue, row => row.Replace(settings)));

    public Task<QueueEpoch> SetPaused(string queue, bool paused) =>
        line.Commit(() => tables.Take(queue, row => row.Pause(paused)));

    public Task<QueueEpoch> Hold(string queue, DateTimeOffset until) => line.Commit(() => tables.Take(queue, row => row.HoldUntil(until)));

    public Task<bool> SetBreaker(string queue, long epoch, DateTimeOffset? until) => line.Commit(() => tables.SetBreaker(queue, epoch, until));

    public Task<bool> SetTrial(string queue, long epoch, Guid job) => line.Commit(() => tables.SetTrial(queue, epoch, job));

    public Task<long> ReadEpoch(string queue, CancellationToken cancellationToken) => line.Read(() => tables.Queue(queue).Epoch);

    public Task<QueueWindow> ReadWindow(string queue, string? pool, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        line.Read(() => tables.ReadWindow(queue, pool, now, limit));

    public Task<IReadOnlyList<string>> ListLanes(string queue, string? pool, string after, int limit, CancellationToken cancellationToken) =>
        line.Read(() => tables.ListLanes(queue, pool, after, limit));

    public Task<IReadOnlyList<LaneWindow>> ReadLanes(
        string queue, string? pool, IReadOnlyList<string> lanes, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        line.Read(() => tables.ReadLanes(queue, pool, lanes, now, limit));

    public Task<IReadOnlyList<string>> ListPools(string queue, string after, int limit, CancellationToken cancellationToken) =>
        line.Read(() => tables.ListPools(queue, after, limit));

    public Task<bool> PutKind(OutsideKind kind) => line.Commit(() => tables.Kinds.Put(kind));

    public Task<bool> RemoveKind(string name) => line.Commit(() => tables.Kinds.Remove(name));

    public Task<IReadOnlyList<OutsideKind>> ListKinds(CancellationToken cancellationToken) => line.Read(tables.Kinds.All);

    public Task<IReadOnlyList<LanePermits>> ReadPermits(string queue, DateTimeOffset now, CancellationToken cancellationToken) =>
        line.Read(() => tables.ReadPermits(queue, now));

    public Task<bool> SpendPermits(string queue, long epoch, IReadOnlyList<LanePermits> permits, DateTimeOffset now) =>
        line.Commit(() => tables.SpendPermits(queue, epoch, permits));

    public Task<IReadOnlyList<RunningRow>> ReadRunning(string queue, CancellationToken cancellationToken) =>
        line.Read(() => tables.ReadRunning(queue));

    public Task<IReadOnlyList<string>> QueuesWithWork(CancellationToken cancellationToken) => line.Read(tables.QueuesWithWork);

    public async Task<QueueRow?> ReadQueue(string queue, CancellationToken cancellationToken) =>
        (await line.Read(() => tables.Queue(queue))) is { Epoch: > 0 } row ? new QueueRow(queue, row.Settings, row.Hold) : null;

    public Task<IReadOnlyList<JobRecord>> List(JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken) =>
        line.Read<IReadOnlyList<JobRecord>>(() =>
        [
            .. tables.Rows.Reverse()
                .Where(row => filter.Kind is null || row.Kind == filter.Kind)
                .Where(row => filter.Queue is null || row.Queue == filter.Queue)
                .Where(row => filter.State is null || row.At(now).State == filter.State)
                .Where(row => filter.Before is null || row.Seq < filter.Before)
                .Take(filter.Limit),
        ]);

    public Task<Guid?> FindDebounced(string tenant, string kind, string key, CancellationToken cancellationToken) =>
        line.Read(() => tables.FindDebounced(tenant, kind, key));

    // Nothing of the traffic asks for these; they are tested against the real store.
    public Task<IReadOnlyList<QueueRow>> ListQueues(string after, int limit, CancellationToken cancellationToken) => throw NotSimulated();

    public Task<LaneLoads> ReadLanes(string queue, string after, int limit, bool? busy, CancellationToken cancellationToken) => throw NotSimulated();

    public Task<QueueLoad> ReadLoad(string queue, DateTimeOffset now, CancellationToken cancellationToken) => throw NotSimulated();

    public Task<JobCounts> CountJobs(string? kind, string? queue, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw NotSimulated();

    public Task<QueueLine> ReadLine(string queue, QueueEntry entry, bool ofLane, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw NotSimulated();

    public Task<bool> HasWorkNow(DateTimeOffset now, CancellationToken cancellationToken) => throw NotSimulated();

    public Task<JobRecord?> ReadNumbered(long number, CancellationToken cancellationToken) => throw NotSimulated();

    public Task<IReadOnlyList<NumberedJob>> ListNumbered(long after, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw NotSimulated();

    public Task<long> CountUnfinishedNumbered(CancellationToken cancellationToken) => throw NotSimulated();

    public Task<JobSearch> Search(JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken) => throw NotSimulated();

    public Task<JobCount> Count(JobFilter filter, DateTimeOffset now, int looked, CancellationToken cancellationToken) => throw NotSimulated();

    public Task<IReadOnlyList<JobLogLine>?> ReadLog(JobLogFilter filter, CancellationToken cancellationToken) => throw NotSimulated();

    // No run is long enough for retention to have anything to do.
    public Task<int> Expire(DateTimeOffset now, RowTimes keep, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    private static NotSupportedException NotSimulated() => new("This read is not simulated.");
}
