using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Telemetry;

/// <summary>What a service tells Prometheus after some jobs: one that succeeded, one that failed twice, and two that wait.</summary>
public sealed class ScrapedService : IAsyncLifetime
{
    private readonly TempDirectory _data = new();

    /// <summary>The trace that they were submitted in.</summary>
    internal const string Trace = "0af7651916cd43dd8448eb211c80319c";

    /// <summary>The answer of /metrics.</summary>
    public string Metrics { get; private set; } = "";

    /// <summary>Its log, as JSON.</summary>
    public string Log { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await using var service = await ServiceProcess.Start(_data.Path, "--Telemetry:DepthEvery=PT1S", "--Logging:Format=json");
        service.Http.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        await End(service, new { kind = "noop" });
        await End(service, new { kind = "fail", retry = new { maxAttempts = 2, initialDelay = "PT0.001S" } });
        await Submit(service, new { kind = "noop", queue = "later", delay = "PT1H" });
        await Submit(service, new { kind = "sleep", input = new { duration = "PT1H" }, queue = "slow" });

        // The depth of queues is read once a second.
        Metrics = await Read(service);
        while (!Metrics.Contains("""orleansjobs_queue_depth{queue="slow",state="running"} 1""", StringComparison.Ordinal))
        {
            await Pause.BetweenLooks();
            Metrics = await Read(service);
        }

        await service.Stop();
        Log = service.Output;
    }

    public Task DisposeAsync()
    {
        _data.Dispose();
        return Task.CompletedTask;
    }

    private static Task<string> Read(ServiceProcess service) => service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    private static async Task<Guid> Submit(ServiceProcess service, object job)
    {
        using var response = await service.Http.PostAsJsonAsync("/jobs", job);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task End(ServiceProcess service, object job) =>
        await service.Http.GetStringAsync(new Uri($"/jobs/{await Submit(service, job)}?wait=30s", UriKind.Relative));
}
