using OrleansJobs.Grains.Batches;

namespace OrleansJobs.Tests.Support;

/// <summary>The table of batches, in memory.</summary>
internal sealed partial class MemoryJobStore : IBatchStore
{
    Task<BatchRecord?> IBatchStore.Read(Guid id, CancellationToken cancellationToken) => Locked(() => _batches.Read(id));

    public Task<IReadOnlyList<BatchRecord>> List(long before, int limit, CancellationToken cancellationToken) => Locked(() => _batches.List(before, limit));

    public Task<BatchRecord?> Create(BatchRecord batch) => Locked(() => _batches.Create(batch, job => _rows.GetValueOrDefault(job)?.Token));

    public Task<BatchRecord?> Seal(Guid id, DateTimeOffset now) => Locked(() => _batches.Seal(id, now));

    public Task<BatchRecord?> Cancel(Guid id, string? reason, DateTimeOffset now) => Locked(() => _batches.Cancel(id, reason, now));

    public Task Settle(Guid id) => Locked(() => _batches.Settle(id));

    public Task<IReadOnlyList<Guid>> ReadDue(int limit, CancellationToken cancellationToken) => Locked(() => _batches.ReadDue(limit));

    public Task<IReadOnlyList<BatchMember>> ReadUnfinished(Guid id, long after, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<BatchMember>>(() =>
        [
            .. _rows.Values.Where(row => row.Batch == id && row.Seq > after && !row.HasEnded)
                .OrderBy(row => row.Seq).Take(limit).Select(row => new BatchMember(row.Seq, row.Id)),
        ]);

    /// <summary>The batch as it is stored.</summary>
    public BatchRecord Batch(Guid id) => _batches.Read(id)!;

    private Task<T> Locked<T>(Func<T> act)
    {
        lock (_lock)
        {
            var result = act();
            Signal();
            return Task.FromResult(result);
        }
    }
}
