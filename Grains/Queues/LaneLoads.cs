using System.Collections.Immutable;

namespace OrleansJobs.Grains.Queues;

/// <summary>Lanes of a queue with what they have to do, by name.</summary>
/// <param name="Lanes">The lanes.</param>
/// <param name="Next">The name after which there may be more; null if there are none.</param>
public sealed record LaneLoads(ImmutableArray<LaneLoad> Lanes, string? Next);
