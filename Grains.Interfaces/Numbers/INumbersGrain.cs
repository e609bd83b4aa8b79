namespace OrleansJobs.Numbers;

/// <summary>Sums the numbers of the numbers source. Any key does.</summary>
[Alias("INumbersGrain"), Repeatable]
public interface INumbersGrain : IGrainWithIntegerKey
{
    /// <summary>Fetches numbers from the source and sums them.</summary>
    /// <param name="count">
    /// How many of the source's numbers, from the first; 1 to <see cref="NumbersCount.Most"/>. Null takes what the source gives
    /// by itself.
    /// </param>
    /// <param name="cancellationToken">Fires when nobody waits for the answer any more.</param>
    // The waits within have limits of their own, by configuration, and all of them together are shorter.
    [Alias("Total"), ResponseTimeout("00:30:00")]
    Task<TotalResult> Total(int? count, CancellationToken cancellationToken);
}
