namespace OrleansJobs.Grains.Numbers;

/// <summary>Where numbers come from.</summary>
public interface INumbersSource
{
    /// <summary>
    /// Gives numbers a piece at a time, so that any amount of them takes little memory. A piece is valid until the next one is
    /// asked for.
    /// </summary>
    /// <param name="count">How many, exactly, from the first one on; null is what the source gives by itself.</param>
    /// <param name="cancellationToken">Fires when they are not wanted any more.</param>
    /// <exception cref="SourceException">The source gives no numbers, or not so many.</exception>
    IAsyncEnumerable<ReadOnlyMemory<long>> Read(int? count, CancellationToken cancellationToken);
}
