using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.Silo.Storage;
using OrleansJobs.WebFrontend.Clustering;
using OrleansJobs.WebFrontend.Embedding;

namespace OrleansJobs;

/// <summary>Jobs in a program of one's own: a web application, or a worker without HTTP.</summary>
public static class JobsInApplication
{
    /// <summary>
    /// Adds jobs: what stores and runs them, and <see cref="IJobs"/>, by which the program submits them. Comes after <c>UseOrleans</c> if the program
    /// has a silo of its own, which then runs them; else it gets one. With Cluster:Gateways the program runs no jobs, and calls silos elsewhere.
    /// </summary>
    /// <param name="builder">The program.</param>
    /// <param name="jobs">Registers kinds with <c>AddJob</c>, and what their handlers need.</param>
    /// <remarks>
    /// Settings are read below the section "OrleansJobs" of the program's configuration, but for ConnectionStrings:OrleansJobs. Without any, the data is in an SQLite
    /// file in a folder OrleansJobs/(the application's name) in the user's application data.
    /// </remarks>
    public static IHostApplicationBuilder AddOrleansJobs(this IHostApplicationBuilder builder, Action<IServiceCollection>? jobs = null)
    {
        var settings = builder.Configuration.GetSection(SettingsRoot.Section);
        var services = builder.Services;
        builder.AddQuietOrleans();
        services.AddSingleton(new SettingsRoot(settings));
        services.Configure<StorageOptions>(storage => storage.DataDirectory = Path.Combine(storage.DataDirectory, builder.Environment.ApplicationName));
        if (settings.HasGateways()) builder.AddClusterClient(settings);
        else if (builder.HasSilo()) builder.AddJobsToSilo(settings);
        else builder.AddJobSilo(settings);
        services.AddRouteSettings();
        jobs?.Invoke(services);
        return builder;
    }

    /// <summary>
    /// Maps the routes about jobs below a prefix. They are for requests from this machine alone, unless what is returned says who else may come, such as
    /// <c>RequireAuthorization("Operators")</c>: who passes may do everything.
    /// </summary>
    /// <param name="routes">The application, to which jobs were added.</param>
    /// <param name="prefix">Begins with "/", and does not end with it.</param>
    /// <exception cref="ArgumentException">The prefix is not of that form.</exception>
    public static IEndpointConventionBuilder MapOrleansJobs(this IEndpointRouteBuilder routes, string prefix)
    {
        if (prefix is not ['/', .., not '/']) throw new ArgumentException($"\"{prefix}\" is not allowed; it must be the beginning of a path, such as /ops.", nameof(prefix));
        var part = new EmbeddedRoutes(routes.ServiceProvider, prefix);
        return routes.Map(prefix + "/{**path}", part.Invoke).WithDisplayName("OrleansJobs").ExcludeFromDescription();
    }
}
