using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Serializers;
using Orleans.Timers;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>The services of a simulated silo.</summary>
public static class SimulatedSiloServices
{
    /// <summary>
    /// Adds a silo, and the services through which its grains are called. What it is given as services it uses:
    /// <see cref="TimeProvider"/>, <see cref="ITurnExecutor"/>, <see cref="ICallRouter"/>,
    /// <see cref="Orleans.Storage.IGrainStorage"/>, and Orleans' options for messages and collection.
    /// </summary>
    public static IServiceCollection AddSimulatedSilo(this IServiceCollection services, string name)
    {
        services.AddLogging();
        services.AddSingleton<SiloLog>();
        services.AddSingleton(provider => new SimulatedSilo(name, provider));
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<SimulatedSilo>().Core.Grains);
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
        AddForOrleans(services);
        return services;
    }

    /// <summary>What Orleans' own code takes from the services of an activation.</summary>
    private static void AddForOrleans(IServiceCollection services)
    {
        var types = OrleansTypes.All.Services;
        services.AddSingleton(provider => new GrainRuntime(provider.GetRequiredService<SimulatedSilo>().Core));
        services.AddSingleton<IGrainRuntime>(provider => provider.GetRequiredService<GrainRuntime>());
        services.AddSingleton<ITimerRegistry>(provider => provider.GetRequiredService<GrainRuntime>());
        services.AddScoped<IGrainContext>(_ => OrleansInternals.CurrentContext!);
        services.AddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.AddSingleton(types.GetRequiredService<IActivatorProvider>());
        services.AddSingleton(OrleansInternals.StorageInstruments, types.GetRequiredService(OrleansInternals.StorageInstruments));
        services.AddSingleton(OrleansInternals.StateShares);
    }
}
