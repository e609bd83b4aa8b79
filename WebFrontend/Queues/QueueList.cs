namespace OrleansJobs.WebFrontend.Queues;

/// <summary>A page of queues.</summary>
/// <param name="Queues">The queues, in order of their names.</param>
/// <param name="NextCursor">The value of the parameter cursor with which the next page is asked for; absent on the last one.</param>
public sealed record QueueList(ImmutableArray<QueueView> Queues, string? NextCursor = null);
