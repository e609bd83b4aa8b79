using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>What counting requests needs in a web process.</summary>
internal static class TrafficRegistration
{
    public static IServiceCollection AddTrafficCounting(this IServiceCollection services)
    {
        services.AddSection<TrafficCountingOptions>(TrafficCountingOptions.Section)
            .InRange("Traffic:FlushInterval", traffic => traffic.FlushInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
            .InRange("Traffic:FlushPaths", traffic => traffic.FlushPaths, 1, 100_000)
            .InRange("Traffic:PendingMemory", traffic => traffic.PendingMemory, 1 << 16, int.MaxValue)
            // The store's index has entries of some 2,700 bytes at most.
            .InRange("Traffic:PathLength", traffic => traffic.PathLength, 16, 2_048);
        services.AddSingleton<PathCounts>();
        services.AddSingleton<TrafficFlusher>();
        services.AddHostedService(provider => provider.GetRequiredService<TrafficFlusher>());
        services.AddSingleton<OwnAddress>();
        services.AddHostedService(provider => provider.GetRequiredService<OwnAddress>());
        return services;
    }
}
