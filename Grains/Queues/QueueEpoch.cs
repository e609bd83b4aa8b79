using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>What an activation of a queue begins with.</summary>
/// <param name="Epoch">Starts commit under this number alone, until somebody raises it.</param>
/// <param name="Settings">The queue's settings as they were stored in the same moment.</param>
/// <param name="Hold">What holds it, as stored in the same moment.</param>
public readonly record struct QueueEpoch(long Epoch, QueueSettings Settings, StoredHold Hold = default);
