using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Hosting;

/// <summary>Puts a silo of Microsoft Orleans into a process: one machine, one silo, the same storage as the embedded host.</summary>
public static class SiloHosting
{
    /// <summary>Adds the silo and all that its grains need.</summary>
    public static void AddSilo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSiloServices();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering()
            .UseInMemoryReminderService()
            .Configure<GrainCollectionOptions>(Collect));
    }

    // Activations of jobs are for work: one that has ended is let go soon.
    private static void Collect(GrainCollectionOptions options)
    {
        options.CollectionQuantum = TimeSpan.FromSeconds(2);
        options.ClassSpecificCollectionAge[typeof(JobGrain).FullName!] = TimeSpan.FromSeconds(5);
    }
}
