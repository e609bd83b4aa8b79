namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>What became of a batch. All jobs that it names are stored durably.</summary>
public sealed record BatchReply
{
    /// <summary>How many items made a new job.</summary>
    public required int Accepted { get; init; }

    /// <summary>How many items named a job that an earlier submit with the same key had made.</summary>
    public required int Existing { get; init; }

    /// <summary>How many items made no job.</summary>
    public required int Refused { get; init; }

    /// <summary>One outcome for each item, in the order of the request.</summary>
    public required IReadOnlyList<BatchOutcome> Items { get; init; }
}
