using Microsoft.Extensions.Hosting;
using OrleansJobs.Silo.Hosting;

namespace OrleansJobs.Tests.Hosting;

/// <summary>A silo as a process of its own.</summary>
internal static class DeployedSilo
{
    public static void Add(IHostApplicationBuilder builder) => builder.AddSilo();
}
