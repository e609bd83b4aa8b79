using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;

namespace OrleansJobs.Tests.Simulation.Runtime;

/// <summary>What the hosts of behaviour tests have in common.</summary>
internal static class HostServices
{
    public static void AddShared(this IServiceCollection services, SeenLogs logs, TestStorage storage)
    {
        services.AddSingleton(logs);
        services.AddSingleton<IGrainStorage>(storage);
        services.AddScoped<ScopedGrain.Part>();
        services.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(0.5);
            options.ClassSpecificCollectionAge[typeof(IdleGrain).FullName!] = TimeSpan.FromSeconds(2);
        });
    }
}
