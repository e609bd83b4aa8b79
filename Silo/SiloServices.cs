using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Datasets;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Live;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Grains.Numbers;
using OrleansJobs.Grains.Traffic;
using OrleansJobs.Grains.Zoo;
using OrleansJobs.Silo.Execution;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silo.Settings;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Storage.Datasets;
using OrleansJobs.Silo.Storage.Movies;

namespace OrleansJobs.Silo;

/// <summary>What a silo consists of, whichever host runs its grains: settings, storage, engine, workloads.</summary>
internal static class SiloServices
{
    /// <summary>Adds what runs jobs, of kinds that others add.</summary>
    public static IServiceCollection AddJobServices(this IServiceCollection services)
    {
        services.AddStorage();
        services.AddEngineSettings();
        services.AddHostedService<StopTime>();
        services.AddSingleton<IAttemptExecutor, AttemptExecutor>();
        services.AddEngine();
        services.AddQueueDepths();
        services.AddJobRates();
        services.AddPushSettings();
        services.AddLiveSettings();
        services.AddLive();
        services.AddHealthChecks()
            .AddCheck<StoreCheck>("store")
            .AddCheck<EngineCheck>("engine");
        return services;
    }

    /// <summary>Adds the service's own workloads.</summary>
    public static IServiceCollection AddWorkloads(this IServiceCollection services)
    {
        services.AddBuiltInJobs();
        services.AddZooSettings();
        services.AddZoo();
        services.AddMovieSettings();
        services.AddMovies();
        services.AddSingleton<IMovieStore, MovieTable>();
        services.AddNumbersSettings();
        services.AddSingleton<ISumExecutor, SumExecutor>();
        services.AddNumbers();
        services.AddTrafficSettings();
        services.AddTraffic();
        services.AddDatasetSettings();
        services.AddSingleton<IDatasetStore, SqlDatasetTable>();
        services.AddDatasets();
        return services;
    }
}
