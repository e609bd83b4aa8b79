using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansJobs.Silo.Configuration;

/// <summary>Where in the configuration this project's sections are: at the top in a program of its own, below a section of the host's otherwise.</summary>
internal sealed record SettingsRoot(IConfiguration Configuration)
{
    /// <summary>The section of a program that is not this project's own.</summary>
    public const string Section = "OrleansJobs";

    /// <summary>Where the sections are for these services.</summary>
    public static IConfiguration Of(IServiceProvider services) =>
        services.GetService<SettingsRoot>()?.Configuration ?? services.GetRequiredService<IConfiguration>();
}
