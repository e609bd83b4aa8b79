using System.Collections.Immutable;

namespace OrleansJobs.Datasets;

/// <summary>The names of statistics, and what they need.</summary>
public static class DatasetStatistics
{
    private static readonly ImmutableArray<string> Names =
    [
        "states_mean", "state_mean", "best5", "worst5", "global_mean", "diff_from_mean", "state_diff_from_mean",
        "mean_by_category", "state_mean_by_category",
    ];

    private static readonly ImmutableArray<string> Kinds = [.. Names.Select(name => "datasets." + name)];

    /// <summary>All of them.</summary>
    public static ImmutableArray<DatasetStatistic> All { get; } = [.. Enum.GetValues<DatasetStatistic>()];

    /// <summary>What callers call it.</summary>
    public static string Name(this DatasetStatistic statistic) => Names[(int)statistic];

    /// <summary>The kind of jobs that answer it.</summary>
    public static string Kind(this DatasetStatistic statistic) => Kinds[(int)statistic];

    /// <summary>Whether it is of one location, which has to be given, or of all.</summary>
    public static bool IsOfState(this DatasetStatistic statistic) =>
        statistic is DatasetStatistic.StateMean or DatasetStatistic.StateDiffFromMean or DatasetStatistic.StateMeanByCategory;

    /// <summary>The statistic that jobs of this kind answer.</summary>
    public static DatasetStatistic OfKind(string kind) => (DatasetStatistic)Kinds.IndexOf(kind);

    /// <summary>The statistic with this name; null if there is none.</summary>
    public static DatasetStatistic? Find(string? name) =>
        name is not null && Names.IndexOf(name) is >= 0 and var index ? (DatasetStatistic)index : null;
}
