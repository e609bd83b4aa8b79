using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Silo.Clustering;

/// <summary>What silos and their clients have in common.</summary>
internal static class ClusterServices
{
    public static ClusterProvider GetClusterProvider(this IConfiguration configuration) =>
        configuration.Peek<ClusterProvider>(ClusterSettings.Section, nameof(ClusterSettings.Provider));

    /// <summary>Whether Orleans' Dashboard is shown.</summary>
    public static bool HasDashboard(this IConfiguration configuration) =>
        configuration.Peek(ClusterSettings.Section, nameof(ClusterSettings.Dashboard), orDefault: true);

    /// <summary>Whether silos in other processes are named: a web process is then their client.</summary>
    public static bool HasGateways(this IConfiguration configuration) =>
        configuration.GetSection($"{ClusterSettings.Section}:{nameof(ClusterSettings.Gateways)}").GetChildren().Any();

    /// <summary>Adds what a silo of ours, or a client of such silos, is set up by.</summary>
    public static IServiceCollection AddClusterSettings(this IServiceCollection services)
    {
        services.AddSingleton<IGrainInterfaceTypeProvider, GrainInterfaceIds>();
        services.AddClusterCalls();
        services.AddOptions<ClusterOptions>().Configure<IOptions<ClusterSettings>, IOptions<StorageOptions>>((orleans, cluster, storage) =>
        {
            orleans.ClusterId = cluster.Value.Id;
            orleans.ServiceId = storage.Value.ServiceId;
        });

        // No call of ours takes over 10 s; one that does is lost.
        services.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(20));
        services.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(12));

        // Whoever watched the stream of the log would keep a process that is told to stop from doing so.
        services.Configure<DashboardOptions>(dashboard => dashboard.HideTrace = true);
        return services;
    }

    /// <summary>Adds what callers of grains need, whoever set up their silo.</summary>
    public static void AddClusterCalls(this IServiceCollection services)
    {
        services.AddSection<ClusterSettings>(ClusterSettings.Section);
        services.AddSingleton<IValidateOptions<ClusterSettings>, ClusterCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<JobCalls>();
        services.AddSingleton<IJobs, JobsInProcess>();

        // What the driver said goes with the store's own exception.
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(Npgsql)));
    }
}
