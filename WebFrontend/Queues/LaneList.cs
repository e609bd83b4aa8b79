using OrleansJobs.Queues;

namespace OrleansJobs.WebFrontend.Queues;

/// <summary>A page of the lanes of a queue.</summary>
/// <param name="Lanes">The lanes, in order of their names.</param>
/// <param name="NextCursor">The value of the parameter cursor with which the next page is asked for; absent on the last one.</param>
public sealed record LaneList(ImmutableArray<LaneStatus> Lanes, string? NextCursor = null);
