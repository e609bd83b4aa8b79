using Microsoft.Extensions.Hosting;
using OrleansJobs.Silo.Hosting;

namespace OrleansJobs.Tests.Hosting;

/// <summary>The embedded host has no silos of their own: what a silo has, the web process has.</summary>
internal static class DeployedSilo
{
    public static void Add(IHostApplicationBuilder builder) => builder.AddGrainHost();
}
