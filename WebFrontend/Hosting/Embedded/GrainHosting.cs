namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>
/// Puts the grains into this process, on the embedded host. The folder beside this one, chosen by the build property
/// GrainHost, makes the process a client of an Orleans cluster instead.
/// </summary>
internal static class GrainHosting
{
    /// <summary>Brings the silo, the store, the engine and the workloads.</summary>
    public static void AddGrains(this WebApplicationBuilder builder)
    {
    }
}
