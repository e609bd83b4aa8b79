namespace OrleansJobs.Client;

/// <summary>A long wait, made of several that each are no longer than one request may wait.</summary>
/// <param name="options">How long that is.</param>
/// <param name="timeout">All together; null: without end.</param>
internal sealed class LongPolls(OrleansJobsClientOptions options, TimeSpan? timeout)
{
    private readonly long _began = options.TimeProvider.GetTimestamp();

    /// <summary>Whether there is no time left.</summary>
    public bool AreOver => Left <= TimeSpan.Zero;

    private TimeSpan Left => timeout is { } whole ? whole - options.TimeProvider.GetElapsedTime(_began) : TimeSpan.MaxValue;

    /// <summary>How long the next request may wait.</summary>
    public TimeSpan Next() => AreOver ? TimeSpan.Zero : Left < options.LongPoll ? Left : options.LongPoll;
}
