namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What became of a batch. All jobs that it names are stored durably.</summary>
/// <param name="Accepted">How many items made a new job.</param>
/// <param name="Existing">How many items named a job that an earlier submit with the same key had made, or became one by their debounce.</param>
/// <param name="Refused">How many items made no job.</param>
/// <param name="Items">One outcome for each item, in the order of the request.</param>
public sealed record BulkReply(int Accepted, int Existing, int Refused, IReadOnlyList<BulkOutcome> Items);
