using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Providers;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Silos;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Silo.Hosting;

/// <summary>Puts a silo of Microsoft Orleans into a process: alone on this machine, or one of a cluster over PostgreSQL.</summary>
public static class SiloHosting
{
    /// <summary>Adds to a web process what reaches the grains: a client of the silos that are configured, or a silo of its own.</summary>
    public static void AddGrainHost(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection($"{ClusterSettings.Section}:{nameof(ClusterSettings.Gateways)}").GetChildren().Any()) builder.AddClusterClient();
        else builder.AddSilo();
    }

    /// <summary>Adds the silo and all that its grains need.</summary>
    public static void AddSilo(this IHostApplicationBuilder builder)
    {
        var provider = builder.Configuration.GetClusterProvider();
        builder.Services.AddClusterSettings();
        builder.Services.AddSingleton(new StoreSharing(provider == ClusterProvider.PostgreSql));
        builder.Services.AddSiloServices();
        builder.Services.AddSilos();
        builder.UseOrleans(silo =>
        {
            silo.AddDashboard();
            silo.Configure<GrainCollectionOptions>(Collect);
            silo.UseClusterTls(builder.Configuration);
            if (provider == ClusterProvider.PostgreSql) silo.JoinCluster();
            else silo.BeAlone();
        });
    }

    /// <summary>Adds what the silos tell of themselves.</summary>
    internal static IServiceCollection AddSilos(this IServiceCollection services) => services
        .AddSingleton<ISilos, OrleansSilos>()
        .AddSingleton<CallMeter>()
        .AddSingleton<IIncomingGrainCallFilter>(provider => provider.GetRequiredService<CallMeter>())
        .AddKeyedSingleton<IControllable>(CallMeter.Provider, (provider, _) => provider.GetRequiredService<CallMeter>())
        .AddKeyedSingleton(CallMeter.Provider, (provider, _) => provider.GetRequiredService<CallMeter>());

    // The storage of grains and reminders is our own, which SQLite has too.
    private static void BeAlone(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering();
        silo.AddReminders();
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterSettings>>((endpoint, cluster) =>
        {
            endpoint.SiloPort = cluster.Value.SiloPort;
            endpoint.GatewayPort = cluster.Value.GatewayPort;
        });
    }

    /// <summary>Activations of jobs are for work: one that has ended is let go soon.</summary>
    internal static void Collect(GrainCollectionOptions options)
    {
        options.CollectionQuantum = TimeSpan.FromSeconds(2);
        options.ClassSpecificCollectionAge[typeof(JobGrain).FullName!] = TimeSpan.FromSeconds(5);
    }
}
