using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>What streams of events need in a web process.</summary>
internal static class LiveRegistration
{
    public static IServiceCollection AddEventStreams(this IServiceCollection services)
    {
        services.AddSection<LiveOptions>(LiveOptions.Section)
            .InRange("Live:Watchers", live => live.Watchers, 0, 1_000_000)
            .InRange("Live:Buffer", live => live.Buffer, 1, 100_000)
            .InRange("Live:Writes", live => live.Writes, 1, 1_000_000)
            .InRange("Live:Heartbeat", live => live.Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .InRange("Live:Ring", live => live.Ring, 0, 1_000_000)
            .InRange("Live:Linger", live => live.Linger, TimeSpan.Zero, TimeSpan.FromHours(1));
        services.AddSingleton<JobReads>();
        services.AddSingleton<WatchHub>();
        services.AddSingleton<LeaseKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<LeaseKeeper>());
        return services;
    }
}
