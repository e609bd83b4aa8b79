namespace OrleansJobs.Live;

/// <summary>
/// Who watches which jobs: one for the whole service, with key 0. Web processes tell it what they want to know, and it tells every
/// silo. It stores nothing: after its death all is told again within seconds.
/// </summary>
[Alias("IWatchersGrain")]
public interface IWatchersGrain : IGrainWithIntegerKey
{
    /// <summary>Replaces what a web process wants to be told. Answers when all silos know it, or after 1 s: then the term changes later.</summary>
    [Alias("Watch")]
    Task<WatchTerm> Watch(WatchLease lease);

    /// <summary>Renews a lease.</summary>
    /// <param name="id">Of the process.</param>
    /// <param name="revision">Of what it wants to be told.</param>
    /// <returns>Null if this is not what is known of the process: it has to say all of it.</returns>
    [Alias("Renew")]
    Task<WatchTerm?> Renew(Guid id, long revision);

    /// <summary>Says that a silo is there, every 2 s. One that has not said so for 10 s does not count.</summary>
    /// <param name="silo">Its address.</param>
    /// <param name="post">How it learns of changes.</param>
    /// <param name="term">Of the list that it knows.</param>
    /// <param name="version">Of the list that it knows.</param>
    /// <returns>The list if it is another one; null if the silo knows it.</returns>
    [Alias("Attend")]
    Task<WatchList?> Attend(string silo, IWatchPost post, Guid term, long version);
}
