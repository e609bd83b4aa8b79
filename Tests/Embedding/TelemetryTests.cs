using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace OrleansJobs.Tests.Embedding;

/// <summary>A program with OpenTelemetry of its own.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task It_takes_in_what_jobs_tell()
    {
        var (metrics, spans) = (new Kept<Metric, string>(metric => metric.Name), new Kept<Activity, object?>(span => span.GetTagItem("job.id")));
        await using var shop = await Shop.Start(builder => builder.Services.AddOpenTelemetry()
            .WithMetrics(telemetry => telemetry.AddOrleansJobs().AddReader(new BaseExportingMetricReader(metrics)))
            .WithTracing(telemetry => telemetry.AddOrleansJobs().AddProcessor(new SimpleActivityExportProcessor(spans))));
        var job = await shop.Jobs.Submit<ResizeImage>(new ResizeInput { Url = "u" });
        await shop.Jobs.WaitForEnd(job.Id);
        shop.Services.GetRequiredService<MeterProvider>().ForceFlush();
        string[] expected = ["orleansjobs.jobs.submitted", "orleansjobs.jobs.ended", "orleansjobs.job.duration", "orleansjobs.store.commit"];
        Assert.Empty(expected.Except(metrics.All));
        Assert.Contains(job.Id, spans.All);
    }

    /// <summary>An exporter that remembers.</summary>
    private sealed class Kept<T, TKept>(Func<T, TKept> what) : BaseExporter<T>
        where T : class
    {
        public ConcurrentQueue<TKept> All { get; } = [];

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var one in batch) All.Enqueue(what(one));
            return ExportResult.Success;
        }
    }
}
