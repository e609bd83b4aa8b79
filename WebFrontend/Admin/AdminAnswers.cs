using OrleansJobs.Silos;

namespace OrleansJobs.WebFrontend.Admin;

/// <summary>The processes that host grains.</summary>
/// <param name="Silos">The silos, in order of their names.</param>
public sealed record SiloList(ImmutableArray<SiloReport> Silos);

/// <summary>What the grains do, class by class.</summary>
/// <param name="Grains">The grain classes, in order of their names.</param>
public sealed record GrainList(ImmutableArray<GrainReport> Grains);
