using System.Collections.Immutable;
using OrleansJobs.Silos;

namespace OrleansJobs.WebFrontend.Admin;

/// <summary>The processes that host grains.</summary>
public sealed record SiloList
{
    /// <summary>The silos, in order of their names.</summary>
    public required ImmutableArray<SiloReport> Silos { get; init; }
}
