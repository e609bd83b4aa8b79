using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>Puts an embedded silo into a host.</summary>
public static class EmbeddedSiloServices
{
    /// <summary>
    /// Adds a silo that starts and stops with the host, and the services through which its grains are called. What it
    /// is given as services it uses: <see cref="TimeProvider"/>, <see cref="ITurnExecutor"/>,
    /// <see cref="ICallRouter"/>, <see cref="Orleans.Storage.IGrainStorage"/>, <see cref="IReminderTable"/>.
    /// </summary>
    public static IServiceCollection AddEmbeddedSilo(this IServiceCollection services, Action<EmbeddedSiloOptions> configure)
    {
        services.AddLogging();
        services.AddOptions<EmbeddedSiloOptions>().Configure(configure);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<EmbeddedSiloOptions>, EmbeddedSiloOptionsValidation>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITurnExecutor, ThreadPoolTurnExecutor>();
        services.TryAddSingleton<ICallRouter, LocalCallRouter>();
        services.TryAddSingleton<SiloLog>();
        services.TryAddSingleton<EmbeddedSilo>();
        services.TryAddSingleton<IGrainFactory>(s => s.GetRequiredService<EmbeddedSilo>().Core.Grains);
        services.TryAddSingleton<IClusterClient>(s => s.GetRequiredService<EmbeddedSilo>().Core.Grains);
        services.TryAddSingleton<IGrainStatistics>(s => new GrainStatistics(s.GetRequiredService<EmbeddedSilo>().Core));
        services.AddHostedService(s => s.GetRequiredService<EmbeddedSilo>());
        return services;
    }

    /// <summary>Adds a filter around every call that arrives at a grain, inside those added before.</summary>
    public static IServiceCollection AddIncomingGrainCallFilter<TFilter>(this IServiceCollection services)
        where TFilter : class, IIncomingGrainCallFilter =>
        services.AddSingleton<IIncomingGrainCallFilter, TFilter>();
}
