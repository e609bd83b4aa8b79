using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansJobs.Client;

/// <summary>Adds the client, and workers, to a container.</summary>
public static class OrleansJobsRegistration
{
    /// <summary>The name of the HttpClient that the client is made over.</summary>
    public const string HttpClientName = "OrleansJobs";

    /// <summary>Adds an <see cref="OrleansJobsClient"/>, one for the whole program.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets where the server is, and more; null: the defaults.</param>
    /// <returns>Takes handlers, such as one that adds credentials.</returns>
    public static IHttpClientBuilder AddOrleansJobsClient(this IServiceCollection services, Action<OrleansJobsClientOptions>? configure = null)
    {
        services.AddOptions<OrleansJobsClientOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(provider => new OrleansJobsClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            provider.GetRequiredService<IOptions<OrleansJobsClientOptions>>().Value));

        // One client lives as long as the program: its connections, not its handlers, are made anew now and then.
        return services.AddHttpClient(HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(OrleansJobsClient.NewHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds a worker that runs while the host does, over the client that <see cref="AddOrleansJobsClient"/> adds. There may be several.</summary>
    /// <param name="services">The container.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="configure">Gives it its handlers.</param>
    /// <param name="options">How it works; null: the defaults. The host must wait for a stop longer than its grace.</param>
    public static IServiceCollection AddOrleansJobsWorker(
        this IServiceCollection services, string queue, Action<JobWorker, IServiceProvider> configure, JobWorkerOptions? options = null) =>
        services.AddSingleton<IHostedService>(provider =>
        {
            var worker = new JobWorker(provider.GetRequiredService<OrleansJobsClient>(), queue, options, provider.GetService<ILogger<JobWorker>>());
            configure(worker, provider);
            return new JobWorkerService(worker);
        });

    /// <inheritdoc cref="AddOrleansJobsWorker(IServiceCollection, string, Action{JobWorker, IServiceProvider}, JobWorkerOptions?)"/>
    public static IServiceCollection AddOrleansJobsWorker(
        this IServiceCollection services, string queue, Action<JobWorker> configure, JobWorkerOptions? options = null) =>
        services.AddOrleansJobsWorker(queue, (worker, _) => configure(worker), options);
}
