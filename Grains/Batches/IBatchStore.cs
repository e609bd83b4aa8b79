namespace OrleansJobs.Grains.Batches;

/// <summary>The table of batches. Their counts change with the writes of their jobs; what completes a batch is in the same commit.</summary>
public interface IBatchStore
{
    /// <summary>The batch, or null.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<BatchRecord?> Read(Guid id, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="limit"/> batches, the newest first, behind the one of this number.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<BatchRecord>> List(long before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a batch; nothing is changed if there is one with this id, or if the attempt that it is to be made by does not run. Those that
    /// are not completed when their parent ends without success are cancelled by the commit of that.
    /// </summary>
    /// <returns>The one that is there then; null: none.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    Task<BatchRecord?> Create(BatchRecord batch);

    /// <summary>Lets it take no more jobs; if all have ended, it is completed.</summary>
    /// <returns>The batch then; null if there is none.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    Task<BatchRecord?> Seal(Guid id, DateTimeOffset now);

    /// <summary>The same, and asks for the cancel of its jobs, unless it is completed already. The first who asks gives the reason.</summary>
    /// <returns>The batch then; null if there is none.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    Task<BatchRecord?> Cancel(Guid id, string? reason, DateTimeOffset now);

    /// <summary>All that follows from the completion of a batch has been done.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    Task Settle(Guid id);

    /// <summary>The batches that have something to do, the longest due first; at most <paramref name="limit"/>.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<Guid>> ReadDue(int limit, CancellationToken cancellationToken);

    /// <summary>The jobs of a batch that have not ended, in order of insertion after <paramref name="after"/>; at most <paramref name="limit"/>.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<BatchMember>> ReadUnfinished(Guid id, long after, int limit, CancellationToken cancellationToken);
}
