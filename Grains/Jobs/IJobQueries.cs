using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The job table, as those who look for jobs use it.</summary>
public interface IJobQueries
{
    /// <summary>
    /// The rows that match a plain filter (<see cref="JobFilter.IsPlain"/>), newest first, without input, result, checkpoint and attempts. Cost does not grow with the
    /// number of rows that do not match.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<JobRecord>> List(JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// The rows that match any filter, in its order, of those that were looked at for this page: a bounded number.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<JobSearch> Search(JobFilter filter, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many rows match any filter, of the first <paramref name="looked"/> that are looked at.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<JobCount> Count(JobFilter filter, DateTimeOffset now, int looked, CancellationToken cancellationToken);

    /// <summary>The lines of a job's log that match, by attempt and number; null if there is no such job.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<JobLogLine>?> ReadLog(JobLogFilter filter, CancellationToken cancellationToken);

    /// <summary>The job that takes the submits of a debounce key, waiting and never started; null if there is none.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<Guid?> FindDebounced(string tenant, string kind, string key, CancellationToken cancellationToken);

    /// <summary>The job with this number, or null.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<JobRecord?> ReadNumbered(long number, CancellationToken cancellationToken);

    /// <summary>The first <paramref name="limit"/> jobs with a number above <paramref name="after"/>, by number.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<NumberedJob>> ListNumbered(long after, int limit, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many jobs that have a number have not ended. Cost grows with their number only.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<long> CountUnfinishedNumbered(CancellationToken cancellationToken);
}
