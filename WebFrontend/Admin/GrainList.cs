using System.Collections.Immutable;
using OrleansJobs.Silos;

namespace OrleansJobs.WebFrontend.Admin;

/// <summary>What the grains do, class by class.</summary>
public sealed record GrainList
{
    /// <summary>The grain classes, in order of their names.</summary>
    public required ImmutableArray<GrainReport> Grains { get; init; }
}
