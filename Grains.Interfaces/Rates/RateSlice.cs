using System.Collections.Immutable;

namespace OrleansJobs.Rates;

/// <summary>What a silo counted in ten seconds.</summary>
[GenerateSerializer, Immutable, Alias("RateSlice")]
public sealed record RateSlice
{
    /// <summary>When the ten seconds began.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Jobs that were submitted.</summary>
    [Id(1)]
    public long Submitted { get; init; }

    /// <summary>Attempts that began.</summary>
    [Id(2)]
    public long Started { get; init; }

    /// <summary>Jobs that ended with a result.</summary>
    [Id(3)]
    public long Succeeded { get; init; }

    /// <summary>Jobs that ended without one.</summary>
    [Id(4)]
    public long Failed { get; init; }

    /// <summary>Jobs that ended by request.</summary>
    [Id(5)]
    public long Cancelled { get; init; }

    /// <summary>How many attempts waited how long, by the buckets of a histogram; empty: none.</summary>
    [Id(6)]
    public ImmutableArray<long> Waits { get; init; } = [];
}
