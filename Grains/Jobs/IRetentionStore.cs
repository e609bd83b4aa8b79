namespace OrleansJobs.Grains.Jobs;

/// <summary>The job table, as retention uses it.</summary>
public interface IRetentionStore
{
    /// <summary>
    /// Takes the next retention step of at most <paramref name="limit"/> ended jobs whose <see cref="JobRecord.PurgeAt"/>
    /// has come: drops the payload of those that still have one and sets their <see cref="JobRecord.PurgeAt"/> to their
    /// end plus their time in <paramref name="keep"/>; deletes the rows (and logs) of the others. Then deletes batches that were
    /// completed so long ago; batches count for the limit as well.
    /// </summary>
    /// <returns>How many it took a step with; less than the limit means that none is left for now, or that another silo is at it.</returns>
    /// <exception cref="StoreException">The store failed; the sweep can be repeated.</exception>
    Task<int> Expire(DateTimeOffset now, RowTimes keep, int limit, CancellationToken cancellationToken);
}
