using System.Collections.Immutable;

namespace OrleansJobs.Access;

/// <summary>A page of the changes that operators asked for.</summary>
[GenerateSerializer, Immutable, Alias("AuditPage")]
public sealed record AuditPage
{
    /// <summary>The changes, the newest first.</summary>
    [Id(0)]
    public required ImmutableArray<AuditEntry> Entries { get; init; }

    /// <summary>Where the next page begins; null if this is the last.</summary>
    [Id(1)]
    public long? Next { get; init; }
}
