using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>What is stored in a job's row of its place in a chain. Most jobs have none.</summary>
internal sealed record JobParents
{
    public required ImmutableArray<Guid> All { get; init; }
    public required ImmutableArray<Guid> Awaited { get; init; }
    public required ParentFailure OnFailure { get; init; }
    public required bool HasChildren { get; init; }

    public static JobParents? Of(JobRecord record) => record is { Parents.IsEmpty: true, HasChildren: false } ? null : new JobParents
    {
        All = record.Parents,
        Awaited = record.Awaits,
        OnFailure = record.OnParentFailure,
        HasChildren = record.HasChildren,
    };
}
