using System.Collections.Immutable;

namespace OrleansJobs.Grains.Datasets.Statistics;

/// <summary>A statistic: numbers by name, in an order that counts.</summary>
/// <param name="Entries">The numbers.</param>
/// <param name="Of">What all of them are of, if they stand below a name of their own.</param>
internal sealed record StatisticTable(ImmutableArray<StatisticEntry> Entries, string? Of = null);

/// <summary>One number of a statistic.</summary>
internal readonly record struct StatisticEntry(string Name, double Value);
