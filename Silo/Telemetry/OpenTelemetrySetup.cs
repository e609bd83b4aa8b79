using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OrleansJobs.Silo.Telemetry;

/// <summary>
/// What the processes of the project tell of themselves: metrics for who scrapes them; and metrics, traces and logs by OTLP, if
/// OTEL_EXPORTER_OTLP_ENDPOINT says where to. The other standard variables hold then.
/// </summary>
internal static class OpenTelemetrySetup
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string SamplerKey = "OTEL_TRACES_SAMPLER";

    private static readonly string[] Meters =
        ["Microsoft.Orleans", "Npgsql", "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>Whether anything is sent to a collector.</summary>
    public static bool Exports(this IConfiguration configuration) => !string.IsNullOrEmpty(configuration[EndpointKey]);

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            // What the environment says of the process comes last, and so holds.
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddOrleansJobs().AddMeter(Meters).AddPrometheusExporter(options => options.ScopeInfoEnabled = false));
        if (!builder.Configuration.Exports()) return;
        telemetry.WithTracing(tracing => Trace(tracing, builder.Configuration)).UseOtlpExporter();
    }

    private static void Trace(TracerProviderBuilder tracing, IConfiguration configuration)
    {
        tracing.AddOrleansJobs().AddSource("Microsoft.Orleans.*", "System.Net.Http");
        tracing.AddAspNetCoreInstrumentation(requests => requests.Filter = IsWork);
        if (configuration[SamplerKey] is null) tracing.SetSampler(new ParentBasedSampler(new WorkSampler()));
    }

    private static bool IsWork(HttpContext context) => context.Request.Path.Value is not ("/metrics" or "/healthz" or "/readyz");

    /// <summary>Traces begin at requests and attempts: not at the calls, some each second, by which silos look after their work.</summary>
    private sealed class WorkSampler : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters span) =>
            new(span.Kind is ActivityKind.Server or ActivityKind.Consumer ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}
