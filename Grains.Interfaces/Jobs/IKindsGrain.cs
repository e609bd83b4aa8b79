using System.Collections.Immutable;

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
}
