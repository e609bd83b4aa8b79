using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Access;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Grains.Traffic;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage.Access;
using OrleansJobs.Silo.Storage.Batches;
using OrleansJobs.Silo.Storage.Schedules;
using OrleansJobs.Silo.Storage.Submits;
using OrleansJobs.Silo.Storage.Traffic;
using OrleansJobs.Silo.Storage.Workers;

namespace OrleansJobs.Silo.Storage;

/// <summary>Registers the storage.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the tables of jobs and of workloads, ownership and <see cref="IStoreHealth"/>, on the database
    /// that the section "Storage" names. The database is opened when the host starts, before its other services.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddStorageSettings();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, RandomIdSource>();

        services.TryAddSingleton(new StoreSharing(false));
        services.AddSingleton<IDatabaseDriver>(OpenDriver);
        services.AddSingleton<StoreOwnership>();
        services.AddMetrics();
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<Database>();
        services.AddSingleton<JobTable>();
        services.AddSingleton<IHostedService, StorageLifetime>();
        services.AddSingleton(provider => new StartNote($"{provider.GetRequiredService<IDatabaseDriver>().Place} holds the data."));

        services.AddSingleton<IOwners>(provider => provider.GetRequiredService<StoreOwnership>());
        services.AddSingleton<IStoreHealth>(provider => provider.GetRequiredService<Database>());
        services.AddSingleton<IJobStore>(provider => provider.GetRequiredService<JobTable>());
        services.AddSingleton<IJobQueries>(provider => provider.GetRequiredService<JobTable>());
        services.AddSingleton<IQueueStore>(provider => provider.GetRequiredService<JobTable>());
        services.AddSingleton<IQueueQueries, QueueTable>();
        services.AddSingleton<IRetentionStore>(provider => provider.GetRequiredService<JobTable>());
        services.AddSingleton<IDependencyStore, DependencyTable>();
        services.AddSingleton<IStepStore, StepTable>();
        services.AddSingleton<IKindStore, KindTable>();
        services.AddSingleton<IAccessStore, AccessTable>();
        services.AddSingleton<IBatchStore, BatchTable>();
        services.AddSingleton<IScheduleStore, ScheduleTable>();
        services.AddSingleton<ITrafficStore, TrafficTable>();
        services.AddSingleton<SubmitCatalogue>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SubmitListener>();

        return services;
    }

    /// <summary>
    /// Adds the section "Storage" alone, with no rule but its form: for a process that has no storage, and must know under which
    /// <see cref="StorageOptions.ServiceId"/> others have theirs.
    /// </summary>
    internal static void AddStorageSettings(this IServiceCollection services) =>
        services.AddSection<StorageOptions>(StorageOptions.Section)
            .Configure<IConfiguration>((options, configuration) =>
                options.ConnectionString = configuration.GetConnectionString(StorageOptions.ConnectionStringName) ?? options.ConnectionString);

    internal static StorageProvider GetStorageProvider(this IConfiguration configuration) =>
        configuration.Peek<StorageProvider>(StorageOptions.Section, nameof(StorageOptions.Provider));

    private static IDatabaseDriver OpenDriver(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options.Provider switch
        {
            StorageProvider.Sqlite => new SqliteDriver(options),
            StorageProvider.PostgreSql => new PostgreSqlDriver(
                options, provider.GetRequiredService<StoreSharing>(), provider.GetRequiredService<ILoggerFactory>()),
            _ => throw new InvalidOperationException($"{options.Provider} has no driver."),
        };
    }
}
