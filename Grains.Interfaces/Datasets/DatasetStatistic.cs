namespace OrleansJobs.Datasets;

/// <summary>
/// A statistic of the answers to one question. A mean is the plain mean of all values; the names are those of the jobs'
/// kinds ("datasets." before it) and of paths.
/// </summary>
public enum DatasetStatistic
{
    /// <summary>"states_mean": the mean of each location, the lowest first.</summary>
    StatesMean,

    /// <summary>"state_mean": the mean of one location.</summary>
    StateMean,

    /// <summary>"best5": the five best of states_mean, the best first.</summary>
    Best5,

    /// <summary>"worst5": the five worst of states_mean, the worst first.</summary>
    Worst5,

    /// <summary>"global_mean": the mean of all rows.</summary>
    GlobalMean,

    /// <summary>"diff_from_mean": the global mean less the mean of each location, in the order of states_mean.</summary>
    DiffFromMean,

    /// <summary>"state_diff_from_mean": the global mean less the mean of one location.</summary>
    StateDiffFromMean,

    /// <summary>"mean_by_category": the mean of each segment of each category in each location.</summary>
    MeanByCategory,

    /// <summary>"state_mean_by_category": the mean of each segment of each category in one location.</summary>
    StateMeanByCategory,
}
