using System.Collections.Immutable;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>The head of one lane, read from the table.</summary>
/// <param name="Lane">Its name; "" stands for the jobs without a lane.</param>
/// <param name="Due">Due rows in the order in which they shall start.</param>
/// <param name="Complete">Whether these are all the due rows.</param>
public sealed record LaneWindow(string Lane, ImmutableArray<QueueEntry> Due, bool Complete);
