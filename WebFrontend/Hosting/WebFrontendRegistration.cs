using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansJobs.Dashboard.Hosting;
using OrleansJobs.Silo.Clustering;
using OrleansJobs.Silo.Configuration;
using OrleansJobs.Silo.Hosting;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Datasets;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Live;
using OrleansJobs.WebFrontend.Mcp;
using OrleansJobs.WebFrontend.Movies;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.WebFrontend.Traffic;
using OrleansJobs.WebFrontend.Workers;

namespace OrleansJobs.WebFrontend.Hosting;

/// <summary>What the HTTP side needs besides the grains and <see cref="JobCalls"/>, which the silo, or the client of silos, brings.</summary>
internal static class WebFrontendRegistration
{
    /// <summary>Makes the process a server of its own.</summary>
    /// <exception cref="StartException">A setting is wrong.</exception>
    public static void AddWebFrontend(this WebApplicationBuilder builder)
    {
        builder.AddConsoleLogs();
        ListenAddresses.Check(builder.Configuration);
        builder.WebHost.UseUrls(ListenAddresses.Of(builder.Configuration));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton<StartMessage>();
        builder.Services.AddCredentials(builder.Configuration);
        builder.Services.AddJobRoutes();
        builder.Services.AddDatasetRequestSettings();
        builder.Services.AddMovieRoutes(builder.Configuration);
        builder.Services.AddTrafficCounting();
        builder.Services.AddMcp();
    }

    /// <summary>Adds what the routes about jobs need.</summary>
    public static void AddJobRoutes(this IServiceCollection services)
    {
        services.AddSection<RequestLimitOptions>(RequestLimitOptions.Section)
            .InRange("Limits:RequestBody", limits => limits.RequestBody, 1 << 10, 100 << 20)
            .InRange("Limits:Batch", limits => limits.Batch, 1, 1_000_000)
            .InRange("Limits:BatchBody", limits => limits.BatchBody, 1 << 10, 1 << 30)
            .InRange("Limits:BatchConcurrency", limits => limits.BatchConcurrency, 1, 100_000)
            .InRange("Limits:BodiesInFlight", limits => limits.BodiesInFlight, 1 << 10, 1L << 40);
        services.AddSection<RedactionOptions>(RedactionOptions.Section)
            .InRange("Access:Redact", redaction => redaction.Redact.Length, 0, RedactionOptions.Most)
            .Validate(redaction => redaction.HasNames, $"Access:Redact: each must be the name of a field, of 1 to {RedactionOptions.Longest} characters.");
        services.AddSingleton<Redaction>();
        services.AddScopes();
        services.AddHealthChecks();
        services.AddContentCodings();
        services.AddSingleton<BodyMemory>();
        services.AddOpenApiDocument();
        services.TryAddSingleton(TimeProvider.System);
        services.AddShutdown();
        // Ours comes before the framework's.
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddSingleton<JobWaiter>();
        services.AddSingleton<BulkTurns>();
        services.AddWorkers();
        services.AddEventStreams();
        services.AddDashboard();
        services.KeepNoKeys();
    }
}
