using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Storage;
using OrleansJobs.Silo.Telemetry;

namespace OrleansJobs.Silo.Hosting;

/// <summary>Puts a silo of Microsoft Orleans into a process: alone, or one of a cluster over PostgreSQL.</summary>
public static class SiloHosting
{
    private static readonly TimeSpan LongTurn = TimeSpan.FromSeconds(5);

    /// <summary>Adds the silo and all that its grains need, those of the service's own workloads too.</summary>
    public static void AddSilo(this IHostApplicationBuilder builder)
    {
        builder.AddJobSilo(builder.Configuration);
        builder.Services.AddWorkloads();
        builder.Services.AddHostedService<SecondSignal>();
        builder.UseOrleans(silo =>
        {
            silo.KeepGrainStates(builder.Configuration);
            if (builder.Configuration.HasDashboard()) silo.AddDashboard();
            if (builder.Configuration.Exports()) silo.AddActivityPropagation();
        });
    }

    /// <summary>Adds a silo that runs jobs, of kinds that others add.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="settings">Where the sections are.</param>
    internal static void AddJobSilo(this IHostApplicationBuilder builder, IConfiguration settings)
    {
        var provider = settings.GetClusterProvider();
        builder.Services.AddClusterSettings();
        builder.Services.AddSingleton(new StoreSharing(provider == ClusterProvider.PostgreSql));
        builder.Services.AddJobServices();
        builder.UseOrleans(silo =>
        {
            silo.Configure<GrainCollectionOptions>(Collect);
            // The first job of a process is compiled while it runs: on a busy machine that took longer than the second after which Orleans warns.
            silo.Configure<SchedulingOptions>(options => options.TurnWarningLengthThreshold = LongTurn);
            silo.UseClusterTls(settings);
            if (provider == ClusterProvider.PostgreSql) silo.JoinCluster();
            else silo.BeAlone();
        });
    }

    /// <summary>Whether the process has a silo already.</summary>
    internal static bool HasSilo(this IHostApplicationBuilder builder) =>
        builder.Services.Any(service => service.ServiceType == typeof(ILocalSiloDetails));

    /// <summary>
    /// Lets the silo that the process has already run jobs. Silos over one PostgreSQL database are one cluster then: who of them is dead,
    /// their membership says.
    /// </summary>
    /// <param name="builder">The process, whose silo stays as it was set up.</param>
    /// <param name="settings">Where the sections are.</param>
    internal static void AddJobsToSilo(this IHostApplicationBuilder builder, IConfiguration settings)
    {
        var isShared = settings.GetStorageProvider() == StorageProvider.PostgreSql;
        var services = builder.Services;
        services.AddClusterCalls();
        services.PostConfigure<ClusterSettings>(cluster => cluster.Provider = isShared ? ClusterProvider.PostgreSql : ClusterProvider.Localhost);
        services.AddSingleton(new StoreSharing(isShared));
        services.AddJobServices();
        services.Configure<GrainCollectionOptions>(Collect);
        if (isShared) services.AddSingleton<IOwners, ClusterOwners>();
    }

    /// <summary>Activations of jobs are for work: one that has ended is let go soon.</summary>
    internal static void Collect(GrainCollectionOptions options)
    {
        options.CollectionQuantum = TimeSpan.FromSeconds(2);
        options.ClassSpecificCollectionAge[typeof(JobGrain).FullName!] = TimeSpan.FromSeconds(5);
    }
}
