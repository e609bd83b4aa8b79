namespace OrleansJobs.Grains.Jobs;

/// <summary>The job table, as the grain of one job uses it.</summary>
public interface IJobStore
{
    /// <summary>The last committed row with this id, or null.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    ValueTask<JobRecord?> Read(Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when the change is durable, or has been refused. Writes that arrive while a commit is under way go
    /// together in the next one; each is accepted or refused alone.
    /// </summary>
    /// <exception cref="StoreException">
    /// The store failed. <see cref="StoreException.OutcomeUnknown"/> tells whether the change may have been committed.
    /// </exception>
    Task<JobCommit> Write(JobWrite write);

    /// <summary>Completes when the row, which must be as given (its version is compared), is gone with its log.</summary>
    /// <exception cref="StoreException">As above.</exception>
    Task<JobCommit> Delete(JobRecord row);
}
