using OrleansJobs.Datasets;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Datasets;

/// <summary>A statistic of one location.</summary>
public sealed class StateJob(IGrainFactory grains) : IJobHandler<StateInput, StatisticResult>
{
    /// <inheritdoc/>
    public Task<StatisticResult> RunAsync(StateInput input, JobContext context, CancellationToken cancellationToken) =>
        StatisticJobs.Answer(grains, input.Dataset ?? DatasetName.Default, new DatasetQuestion
        {
            Statistic = DatasetStatistics.OfKind(context.Kind),
            Question = input.Question,
            State = input.State,
        });
}
