using OrleansJobs.Silo.Hosting;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>Puts the grains into this process, on the host that the build is for.</summary>
internal static class GrainHosting
{
    /// <summary>Brings the silo, the store, the engine and the workloads.</summary>
    public static void AddGrains(this WebApplicationBuilder builder) => builder.AddSilo();
}
