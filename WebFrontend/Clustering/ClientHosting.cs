using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Messaging;
using OrleansJobs.Silo;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.WebFrontend.Clustering;

/// <summary>Makes a web process a client of silos in other processes. It needs no database.</summary>
internal static class ClientHosting
{
    private static readonly TimeSpan ConnectEvery = TimeSpan.FromSeconds(1);

    public static void AddClusterClient(this IHostApplicationBuilder builder, IConfiguration settings)
    {
        var services = builder.Services;
        services.AddStorageSettings();
        services.AddClusterSettings();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IIdSource, RandomIdSource>();
        services.AddSingleton<IOutgoingGrainCallFilter, SafeRetries>();
        services.AddHealthChecks().AddCheck<ClusterReached>("cluster");
        services.AddSingleton<StartNote>(_ => new StartNote("The silos hold the data."));

        // The web process answers, with 503, while it looks for its first silo.
        services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.UseOrleansClient(client =>
        {
            client.UseClusterTls(settings);
            client.Services.AddSingleton<IGatewayListProvider, GatewayNames>();
            client.UseConnectionRetryFilter(static async (_, cancellationToken) =>
            {
                await Task.Delay(ConnectEvery, TimeProvider.System, cancellationToken);
                return true;
            });
        });
    }
}
