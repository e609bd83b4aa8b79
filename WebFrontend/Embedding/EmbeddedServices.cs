using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.WebFrontend.Hosting;

namespace OrleansJobs.WebFrontend.Embedding;

/// <summary>
/// The services of our routes in somebody else's application. They are apart from the application's own, as both say how errors are written, how JSON is
/// read and who may do what; of the application they share what is listed here.
/// </summary>
internal static class EmbeddedServices
{
    private static readonly Type[] Shared =
    [
        typeof(IConfiguration), typeof(SettingsRoot), typeof(IHostEnvironment), typeof(IWebHostEnvironment), typeof(IHostApplicationLifetime),
        typeof(ILoggerFactory), typeof(DiagnosticListener), typeof(DiagnosticSource), typeof(ActivitySource),
        typeof(TimeProvider), typeof(IGrainFactory), typeof(IIdSource), typeof(JobCalls), typeof(HealthCheckService),
    ];

    /// <summary>Makes them.</summary>
    /// <exception cref="InvalidOperationException">No jobs were added to the application.</exception>
    /// <exception cref="OptionsValidationException">Settings are wrong.</exception>
    public static ServiceProvider Of(IServiceProvider application)
    {
        if (application.GetService<JobCalls>() is null) throw new InvalidOperationException("There are no jobs to map routes for: call builder.AddOrleansJobs() first.");
        var services = new ServiceCollection();
        services.AddOptions();
        services.AddLogging();
        services.AddMetrics();
        services.AddRouting();
        services.AddJobRoutes();
        foreach (var section in application.GetServices<KnownSection>()) services.AddSingleton(section);
        foreach (var type in Shared) services.Replace(ServiceDescriptor.Singleton(type, application.GetRequiredService(type)));
        if (application.GetService<Drain>() is { } drain) services.AddSingleton(drain);
        var provider = services.BuildServiceProvider();
        provider.CheckSections();
        return provider;
    }

    /// <summary>Lets the application know the settings of our routes, so that it refuses none of them as unknown.</summary>
    public static void AddRouteSettings(this IServiceCollection application)
    {
        var routes = new ServiceCollection();
        routes.AddJobRoutes();
        foreach (var section in routes.Where(service => service.ServiceType == typeof(KnownSection))) application.Add(section);
    }
}
