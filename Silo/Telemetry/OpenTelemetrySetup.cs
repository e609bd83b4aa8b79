using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrleansJobs.Grains;
using OrleansJobs.Silo.Configuration;

namespace OrleansJobs.Silo.Telemetry;

/// <summary>
/// What the processes of the project tell of themselves: metrics for who scrapes them; and metrics, traces and logs by OTLP, if
/// OTEL_EXPORTER_OTLP_ENDPOINT says where to. The other standard variables hold then.
/// </summary>
internal static class OpenTelemetrySetup
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string SamplerKey = "OTEL_TRACES_SAMPLER";

    private const string Orleans = "Microsoft.Orleans";
    private const string Runtime = "System.Runtime";
    private const int MostSeries = 200;

    private static readonly string[] Meters =
        [Orleans, Runtime, "Npgsql", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private static readonly string[] PartsOfCalls = ["app-requests", "catalog", "directory", "messaging"];

    /// <summary>Whether anything is sent to a collector.</summary>
    public static bool Exports(this IConfiguration configuration) => !string.IsNullOrEmpty(configuration[EndpointKey]);

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            // What the environment says of the process comes last, and so holds.
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddOrleansJobs().AddMeter(Meters).AddView(View(builder.Configuration)).AddPrometheusExporter(options => options.ScopeInfoEnabled = false));
        if (!builder.Configuration.Exports()) return;
        telemetry.WithTracing(tracing => Trace(tracing, builder.Configuration)).UseOtlpExporter();
    }

    /// <summary>
    /// What of the instruments of others is told, and with room for how many series: room is memory from the start, and of Orleans' some
    /// hundred instruments few have more than a series for each class of grain.
    /// </summary>
    private static Func<Instrument, MetricStreamConfiguration?> View(IConfiguration configuration)
    {
        var tellsCalls = configuration.Peek<bool>(TelemetryOptions.Section, nameof(TelemetryOptions.OrleansCalls));
        return instrument => IsOfCalls(instrument)
            ? tellsCalls ? null : MetricStreamConfiguration.Drop
            : instrument.Meter.Name is Orleans or Runtime ? new MetricStreamConfiguration { CardinalityLimit = MostSeries } : null;
    }

    /// <summary>Whether Orleans counts something with each call, message or activation: an instrument that nobody listens to costs nothing.</summary>
    private static bool IsOfCalls(Instrument instrument) => instrument is { Meter.Name: Orleans, IsObservable: false }
        && PartsOfCalls.Any(part => instrument.Name.StartsWith($"orleans-{part}-", StringComparison.Ordinal));

    private static void Trace(TracerProviderBuilder tracing, IConfiguration configuration)
    {
        tracing.AddOrleansJobs().AddSource("Microsoft.Orleans.*", "System.Net.Http");
        tracing.AddAspNetCoreInstrumentation(requests => requests.Filter = IsWork);
        if (configuration[SamplerKey] is null) tracing.SetSampler(new ParentBasedSampler(new WorkSampler()));
    }

    private static bool IsWork(HttpContext context) => context.Request.Path.Value is not ("/metrics" or "/healthz" or "/readyz");

    /// <summary>Traces begin at requests and attempts: not at the calls and timers, some each second, by which silos look after their work.</summary>
    private sealed class WorkSampler : Sampler
    {
        // What ASP.NET Core names the span of a request as long as it does not know its route.
        private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

        public override SamplingResult ShouldSample(in SamplingParameters span) =>
            new(span.Name is Request or JobTraces.Attempt ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}
