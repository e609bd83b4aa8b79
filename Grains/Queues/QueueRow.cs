using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>A queue that has been active or was set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">What was set of it.</param>
/// <param name="Hold">What holds it back.</param>
public readonly record struct QueueRow(string Name, QueueSettings Settings, StoredHold Hold = default);
