using OrleansJobs.Datasets;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// The work of kinds "datasets.states_mean" and so on: asks the dataset, as it is when the job runs. No fault of a question goes
/// away by asking again, so none is retried.
/// </summary>
internal static class StatisticJobs
{
    /// <summary>The queue of these kinds.</summary>
    public const string Queue = "datasets";

    /// <summary>Answers the question.</summary>
    /// <exception cref="NonRetryableException">There is no answer.</exception>
    public static async Task<StatisticResult> Answer(IGrainFactory grains, string dataset, DatasetQuestion question)
    {
        if (!DatasetName.IsPossible(dataset)) throw NoDataset(dataset);
        return await grains.GetGrain<IDatasetGrain>(dataset).Ask(question) switch
        {
            DatasetAnswer.Found found => new StatisticResult(found.Data),
            DatasetAnswer.NoData => throw new NonRetryableException("No data"),
            DatasetAnswer.Invalid { Error: var error } => throw new NonRetryableException($"{error.Field} {error.Message}"),
            DatasetAnswer.NoDataset => throw NoDataset(dataset),
            _ => throw new InvalidOperationException("Unknown answer of a dataset."),
        };
    }

    private static NonRetryableException NoDataset(string name) => new($"There is no dataset \"{Text.Cut(name, 100)}\".");
}
