using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Push;

/// <summary>Registers requests of others with a silo's services.</summary>
internal static class PushServices
{
    /// <summary>Adds the kinds http and webhook.</summary>
    public static IServiceCollection AddPush(this IServiceCollection services)
    {
        services.TryAddSingleton<IPushNetwork, PushNetwork>();
        services.AddSingleton<PushTargets>();
        services.TryAddSingleton<IPushClient, PushClient>();
        services.AddSingleton<Webhooks>();
        return services
            .AddJob<HttpJob>(HttpJob.Kind)
            .AddJob<WebhookJob>(WebhookJob.Kind, new JobKindOptions { Queue = WebhookJob.Queue, Retry = WebhookJob.Rule, Own = true });
    }
}
