using System.Collections.Immutable;

namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>The registered kinds of job.</summary>
public sealed record KindList
{
    /// <summary>The kinds, by name.</summary>
    public required ImmutableArray<KindDescription> Kinds { get; init; }
}
