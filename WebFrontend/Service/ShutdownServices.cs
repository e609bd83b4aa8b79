using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.WebFrontend.Service;

/// <summary>Registers what decides whether work is taken, and its settings.</summary>
internal static class ShutdownServices
{
    public static IServiceCollection AddShutdown(this IServiceCollection services)
    {
        services.AddSection<ShutdownOptions>(ShutdownOptions.Section)
            .InRange("Shutdown:Timeout", shutdown => shutdown.Timeout, TimeSpan.Zero, TimeSpan.FromDays(1))
            .InRange("Shutdown:Linger", shutdown => shutdown.Linger, TimeSpan.Zero, TimeSpan.FromMinutes(1))
            .InRange("Shutdown:DrainGrace", shutdown => shutdown.DrainGrace, TimeSpan.Zero, TimeSpan.FromDays(1))
            .InRange("Shutdown:Requests", shutdown => shutdown.Requests, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        services.Configure<KestrelServerOptions>(UnfinishedRequests.Limit);
        services.AddSingleton<UnfinishedRequests>();
        services.AddSingleton<Draining>();
        services.AddSingleton<GracefulShutdown>();
        return services;
    }
}
