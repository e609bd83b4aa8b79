using System.Collections.Immutable;
using OrleansJobs.Workers;

namespace OrleansJobs.Jobs;

/// <summary>Tells which kinds of job there are handlers for. Any key does: each silo answers for itself.</summary>
[Alias("IKindsGrain"), Repeatable]
public interface IKindsGrain : IGrainWithIntegerKey
{
    /// <summary>All kinds, by name.</summary>
    [Alias("List")]
    Task<ImmutableArray<KindDescription>> List();

    /// <summary>The kind with this name, or null.</summary>
    [Alias("Get")]
    Task<KindDescription?> Get(string name);

    /// <summary>Registers a kind that workers outside run, or replaces it. Jobs that there are stay as they are. Other silos know it within a second.</summary>
    [Alias("Put")]
    Task<KindResult> Put(OutsideKind kind);

    /// <summary>Lets no job of a kind that workers outside run be submitted any more. Jobs that there are stay as they are. Other silos know it within a second.</summary>
    [Alias("Remove")]
    Task<KindResult> Remove(string name);
}
