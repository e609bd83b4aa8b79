using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Live;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Settings;

/// <summary>What is allowed in a silo's settings of watching.</summary>
internal static class LiveSettings
{
    public static IServiceCollection AddLiveSettings(this IServiceCollection services)
    {
        services.AddSection<WatchOptions>(WatchOptions.Section)
            .InRange("Live:Backlog", watch => watch.Backlog, 1, 1_000_000);
        return services;
    }
}
