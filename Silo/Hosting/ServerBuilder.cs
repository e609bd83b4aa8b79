using Microsoft.AspNetCore.Builder;

namespace OrleansJobs.Silo.Hosting;

/// <summary>How every process of the project begins.</summary>
internal static class ServerBuilder
{
    /// <summary>
    /// Reads settings from appsettings.json, the environment and the arguments. Once, at the start: nothing watches the files,
    /// and Linux lets a user watch few.
    /// </summary>
    /// <param name="args">Of the form --Key value.</param>
    public static WebApplicationBuilder Create(params string[] args) =>
        WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
}
