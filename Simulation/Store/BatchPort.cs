using OrleansJobs.Grains.Batches;

namespace OrleansJobs.Simulation.Store;

/// <summary>The table of batches, over one silo's connection.</summary>
internal sealed class BatchPort(SimulatedTables tables, StoreLine line) : IBatchStore
{
    private BatchRows Rows => tables.Batches;

    public Task<BatchRecord?> Read(Guid id, CancellationToken cancellationToken) => line.Read(() => Rows.Read(id));

    public Task<IReadOnlyList<BatchRecord>> List(long before, int limit, CancellationToken cancellationToken) => line.Read(() => Rows.List(before, limit));

    public Task<BatchRecord?> Create(BatchRecord batch) => line.Commit(() => Rows.Create(batch, job => tables.Find(job)?.Token));

    public Task<BatchRecord?> Seal(Guid id, DateTimeOffset now) => line.Commit(() => Rows.Seal(id, now));

    public Task<BatchRecord?> Cancel(Guid id, string? reason, DateTimeOffset now) => line.Commit(() => Rows.Cancel(id, reason, now));

    public Task Settle(Guid id) => line.Commit(() => Rows.Settle(id));

    public Task<IReadOnlyList<Guid>> ReadDue(int limit, CancellationToken cancellationToken) => line.Read(() => Rows.ReadDue(limit));

    public Task<IReadOnlyList<BatchMember>> ReadUnfinished(Guid id, long after, int limit, CancellationToken cancellationToken) =>
        line.Read(() => tables.ReadUnfinished(id, after, limit));
}
