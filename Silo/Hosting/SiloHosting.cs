using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Storage;

namespace OrleansJobs.Silo.Hosting;

/// <summary>Puts a silo of Microsoft Orleans into a process: alone, or one of a cluster over PostgreSQL.</summary>
public static class SiloHosting
{
    /// <summary>Adds the silo and all that its grains need.</summary>
    public static void AddSilo(this IHostApplicationBuilder builder)
    {
        var provider = builder.Configuration.GetClusterProvider();
        builder.Services.AddClusterSettings();
        builder.Services.AddSingleton(new StoreSharing(provider == ClusterProvider.PostgreSql));
        builder.Services.AddSiloServices();
        builder.UseOrleans(silo =>
        {
            if (builder.Configuration.HasDashboard()) silo.AddDashboard();
            silo.Configure<GrainCollectionOptions>(Collect);
            silo.KeepGrainStates(builder.Configuration);
            silo.UseClusterTls(builder.Configuration);
            if (provider == ClusterProvider.PostgreSql) silo.JoinCluster();
            else silo.BeAlone();
        });
    }

    /// <summary>Activations of jobs are for work: one that has ended is let go soon.</summary>
    internal static void Collect(GrainCollectionOptions options)
    {
        options.CollectionQuantum = TimeSpan.FromSeconds(2);
        options.ClassSpecificCollectionAge[typeof(JobGrain).FullName!] = TimeSpan.FromSeconds(5);
    }
}
