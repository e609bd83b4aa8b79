namespace OrleansJobs.Traffic;

/// <summary>The counts of requested paths, for processes that have no database. Any key does.</summary>
[Alias("ITrafficGrain"), Repeatable]
public interface ITrafficGrain : IGrainWithIntegerKey
{
    /// <summary>Adds the counts, durably. One that was recorded before changes nothing.</summary>
    /// <exception cref="StoreException">The store failed. The flush may be recorded or not; repeat it.</exception>
    [Alias("Record")]
    Task Record(TrafficFlush flush);

    /// <summary>The list of paths behind <paramref name="after"/>, or from its beginning.</summary>
    /// <param name="after">The last entry of the page before; null for the first page.</param>
    /// <param name="limit">How many; 1 to 10,000.</param>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    [Alias("List")]
    Task<TrafficPage> List(PathCount? after, int limit);

    /// <summary>How busy the service was in the last minute.</summary>
    /// <exception cref="StoreException">The store cannot be read now.</exception>
    [Alias("GetRate")]
    Task<TrafficRate> GetRate();
}
