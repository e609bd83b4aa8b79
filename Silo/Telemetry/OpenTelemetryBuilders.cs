using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using OrleansJobs.Grains;

namespace OrleansJobs;

/// <summary>Takes in what jobs tell, in a program that has OpenTelemetry of its own: see docs/telemetry.md.</summary>
public static class OpenTelemetryBuilders
{
    // Of the states of a queue, and of the outcomes of jobs, there are no more.
    private const int MostOfOnePair = 4;

    /// <summary>Adds the metrics of jobs, queues and the store, with room for as many series as Telemetry:Series allows.</summary>
    public static MeterProviderBuilder AddOrleansJobs(this MeterProviderBuilder metrics)
    {
        metrics.AddMeter(JobTelemetry.MeterName);
        return metrics is IDeferredMeterProviderBuilder later ? later.Configure(AddRoom) : metrics;
    }

    /// <summary>Adds the spans of attempts.</summary>
    public static TracerProviderBuilder AddOrleansJobs(this TracerProviderBuilder traces) => traces.AddSource(JobTelemetry.SourceName);

    private static void AddRoom(IServiceProvider services, MeterProviderBuilder metrics)
    {
        var series = services.GetRequiredService<IOptions<TelemetryOptions>>().Value.Series;
        metrics.AddView(instrument => instrument.Meter.Name == JobTelemetry.MeterName
            ? new MetricStreamConfiguration { CardinalityLimit = MostOfOnePair * (series + 1) }
            : null);
    }
}
