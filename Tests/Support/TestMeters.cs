using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using OrleansJobs.Grains;

namespace OrleansJobs.Tests.Support;

/// <summary>Meters that belong to one test.</summary>
internal static class TestMeters
{
    public static IMeterFactory New() => new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    /// <summary>Listens to one of the project's instruments.</summary>
    public static MetricCollector<T> Collect<T>(this IMeterFactory meters, string instrument)
        where T : struct => new(meters, JobTelemetry.MeterName, instrument);

    /// <summary>What was measured and is not 0, each with the values of its tags in order of their names.</summary>
    public static IEnumerable<string> Told<T>(this MetricCollector<T> collector)
        where T : struct => collector.GetMeasurementSnapshot()
        .Where(measured => !measured.Value.Equals(default(T)))
        .Select(measured => string.Join(' ', [.. measured.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Value), FormattableString.Invariant($"{measured.Value}")]));
}
