using System.Collections.Immutable;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>The head of a queue, read from the table.</summary>
/// <param name="Due">Due rows in the order in which they shall start.</param>
/// <param name="Complete">Whether these are all the due rows.</param>
/// <param name="NextDue">When the earliest row that is not due yet will be; null if there is none.</param>
public sealed record QueueWindow(ImmutableArray<QueueEntry> Due, bool Complete, DateTimeOffset? NextDue);
