using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansJobs.Datasets;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Datasets;

/// <summary>Registers datasets with a silo's services.</summary>
public static class DatasetServices
{
    private static readonly JobKindOptions Kinds = new() { Queue = StatisticJobs.Queue, Numbered = true };

    /// <summary>Adds what the datasets need but their store, and a job kind for each statistic.</summary>
    public static IServiceCollection AddDatasets(this IServiceCollection services)
    {
        services.AddSingleton<DefaultDataset>();
        services.AddSingleton<UploadSlots>();
        services.AddSingleton<IHostedService, DatasetLoading>();
        foreach (var statistic in DatasetStatistics.All)
        {
            if (statistic.IsOfState()) services.AddJob<StateJob>(statistic.Kind(), Kinds);
            else services.AddJob<QuestionJob>(statistic.Kind(), Kinds);
        }

        return services;
    }
}
