using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Silos;
using OrleansJobs.Silo.Embedded;

namespace OrleansJobs.Silo.Hosting;

/// <summary>Puts a silo into a process, on this project's own single-process host.</summary>
public static class SiloHosting
{
    // Activations of jobs are for work: one that has ended is let go soon.
    private static readonly TimeSpan JobAge = TimeSpan.FromSeconds(2);

    /// <summary>Adds the silo and all that its grains need.</summary>
    public static void AddGrainHost(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSiloServices();
        builder.Services.AddSilos();
        builder.Services.AddEmbeddedSilo(silo =>
        {
            silo.GrainAssemblies.Add(typeof(EngineServices).Assembly);
            silo.ClassSpecificCollectionAge[typeof(JobGrain).FullName!] = JobAge;
        });
    }

    /// <summary>Adds what the silo tells of itself.</summary>
    internal static IServiceCollection AddSilos(this IServiceCollection services) => services
        .AddSingleton<EmbeddedSilos>()
        .AddSingleton<ISilos>(provider => provider.GetRequiredService<EmbeddedSilos>())
        .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<EmbeddedSilos>());
}
