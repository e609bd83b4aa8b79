using OrleansJobs.Traffic;

namespace OrleansJobs.Grains.Traffic;

/// <summary>The table of requested paths.</summary>
public interface ITrafficStore
{
    /// <summary>Adds the counts in one commit, unless this flush or a later one of the process has been recorded.</summary>
    /// <returns>Whether they were added.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    Task<bool> Record(TrafficFlush flush);

    /// <summary>
    /// The first <paramref name="limit"/> paths behind <paramref name="after"/>: the most requested first, among equals the
    /// greatest by the bytes of its UTF-8. The cost does not grow with the number of paths.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<IReadOnlyList<PathCount>> List(PathCount? after, int limit, CancellationToken cancellationToken);

    /// <summary>The requests of the last minute.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    Task<TrafficRate> ReadRate(DateTimeOffset now, CancellationToken cancellationToken);
}
