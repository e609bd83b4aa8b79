using Microsoft.Extensions.DependencyInjection;

namespace OrleansJobs.Grains.Live;

/// <summary>Registers with a silo's services what tells watchers of its jobs.</summary>
public static class LiveServices
{
    /// <summary>Makes the silo's engine one that can be watched. Comes after the engine.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<WatchRegistry>();
        services.AddSingleton<IJobWatch>(provider => provider.GetRequiredService<WatchRegistry>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<WatchRegistry>());
        return services;
    }
}
