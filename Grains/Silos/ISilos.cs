using OrleansJobs.Silos;

namespace OrleansJobs.Grains.Silos;

/// <summary>What the grain host knows of itself. Each host has its own.</summary>
public interface ISilos
{
    /// <summary>The silos, in any order.</summary>
    Task<IReadOnlyList<SiloReport>> GetSilos();

    /// <summary>The grain classes. One may be told several times, for instance by each silo: the figures are added up.</summary>
    Task<IReadOnlyList<GrainReport>> GetGrains();
}
