namespace OrleansJobs.Grains.Queues;

/// <summary>How far the permits of a rate are spent.</summary>
/// <param name="Lane">The lane; "" for the whole queue.</param>
/// <param name="SpentUntil">When the last permit that was spent would have come, were they given one by one at even distances.</param>
public readonly record struct LanePermits(string Lane, DateTimeOffset SpentUntil);
