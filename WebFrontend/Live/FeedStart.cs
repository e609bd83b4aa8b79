namespace OrleansJobs.WebFrontend.Live;

/// <summary>How a stream of many jobs begins.</summary>
/// <param name="Feed">The feed's id.</param>
/// <param name="Last">The number of the last event until then.</param>
/// <param name="Missed">What the caller has missed; null if that is not known any more.</param>
internal sealed record FeedStart(Guid Feed, long Last, IReadOnlyList<WatchItem.FeedEvent>? Missed);
