using OrleansJobs.Datasets;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Datasets;

/// <summary>A statistic of all locations.</summary>
public sealed class QuestionJob(IGrainFactory grains) : IJobHandler<QuestionInput, StatisticResult>
{
    /// <inheritdoc/>
    public Task<StatisticResult> RunAsync(QuestionInput input, JobContext context, CancellationToken cancellationToken) =>
        StatisticJobs.Answer(grains, input.Dataset ?? DatasetName.Default, new DatasetQuestion
        {
            Statistic = DatasetStatistics.OfKind(context.Kind),
            Question = input.Question,
        });
}
