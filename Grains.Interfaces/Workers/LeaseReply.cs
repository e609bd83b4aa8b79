using System.Collections.Immutable;
using OrleansJobs.Jobs;

namespace OrleansJobs.Workers;

/// <summary>What became of something that a worker said about its job.</summary>
[GenerateSerializer, Immutable, Alias("LeaseReply")]
public sealed record LeaseReply
{
    /// <summary>Whether it is recorded.</summary>
    [Id(0)]
    public required ReportResult Result { get; init; }

    /// <summary>Until when the lease lasts now; null if it has ended.</summary>
    [Id(1)]
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Whether the job was cancelled in this attempt: the worker should stop, and nothing it says is recorded any more.</summary>
    [Id(2)]
    public bool Cancelled { get; init; }

    /// <summary>What is wrong with what was said; then nothing is recorded. Mostly empty.</summary>
    [Id(3)]
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>Of a step: the value that is stored of it; null if nothing is recorded.</summary>
    [Id(4)]
    public Json? Value { get; init; }
}
