using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansJobs.Grains.Push;

/// <summary>Registers requests of others with a silo's services.</summary>
internal static class PushServices
{
    /// <summary>Adds the kind http.</summary>
    public static IServiceCollection AddPush(this IServiceCollection services)
    {
        services.TryAddSingleton<IPushNetwork, PushNetwork>();
        services.AddSingleton<PushTargets>();
        services.AddSingleton<PushClient>();
        return services.AddJob<HttpJob>(HttpJob.Kind);
    }
}
