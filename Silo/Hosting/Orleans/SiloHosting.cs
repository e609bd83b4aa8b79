using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Providers;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Silos;

namespace OrleansJobs.Silo.Hosting;

/// <summary>Puts a silo of Microsoft Orleans into a process: one machine, one silo, the same storage as the embedded host.</summary>
public static class SiloHosting
{
    /// <summary>Adds the silo and all that its grains need.</summary>
    public static void AddSilo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSiloServices();
        builder.Services.AddSilos();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering()
            .UseInMemoryReminderService()
            .Configure<GrainCollectionOptions>(Collect));
    }

    /// <summary>Adds what the silos tell of themselves.</summary>
    internal static IServiceCollection AddSilos(this IServiceCollection services) => services
        .AddSingleton<ISilos, OrleansSilos>()
        .AddSingleton<CallMeter>()
        .AddSingleton<IIncomingGrainCallFilter>(provider => provider.GetRequiredService<CallMeter>())
        .AddKeyedSingleton<IControllable>(CallMeter.Provider, (provider, _) => provider.GetRequiredService<CallMeter>())
        .AddKeyedSingleton(CallMeter.Provider, (provider, _) => provider.GetRequiredService<CallMeter>());

    // Activations of jobs are for work: one that has ended is let go soon.
    private static void Collect(GrainCollectionOptions options)
    {
        options.CollectionQuantum = TimeSpan.FromSeconds(2);
        options.ClassSpecificCollectionAge[typeof(JobGrain).FullName!] = TimeSpan.FromSeconds(5);
    }
}
