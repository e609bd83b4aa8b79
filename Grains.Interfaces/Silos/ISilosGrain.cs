using System.Collections.Immutable;

namespace OrleansJobs.Silos;

/// <summary>Tells of the processes that host grains, and of their grains. Any key does.</summary>
[Alias("ISilosGrain"), Repeatable]
public interface ISilosGrain : IGrainWithIntegerKey
{
    /// <summary>The silos of the service, in order of their names.</summary>
    [Alias("GetSilos")]
    Task<ImmutableArray<SiloReport>> GetSilos();

    /// <summary>The grain classes of all silos together, in order of their names.</summary>
    [Alias("GetGrains")]
    Task<ImmutableArray<GrainReport>> GetGrains();
}
