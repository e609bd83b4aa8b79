using System.Collections.Immutable;
using OrleansJobs.Silos;

namespace OrleansJobs.Grains.Silos;

/// <summary>Adds up what several silos tell of the same grain classes. Pure.</summary>
public static class GrainReports
{
    /// <summary>One report a class, in order of class, interface and method.</summary>
    public static ImmutableArray<GrainReport> Sum(IEnumerable<GrainReport> reports) =>
    [
        .. reports.GroupBy(report => report.Grain).OrderBy(grain => grain.Key, StringComparer.Ordinal).Select(grain => new GrainReport
        {
            Grain = grain.Key,
            Activations = grain.Sum(report => report.Activations),
            Methods =
            [
                .. grain.SelectMany(report => report.Methods).GroupBy(method => (method.Interface, method.Method))
                    .OrderBy(method => method.Key.Interface, StringComparer.Ordinal).ThenBy(method => method.Key.Method, StringComparer.Ordinal)
                    .Select(method => Sum(method.ToList())),
            ],
        }),
    ];

    private static GrainMethodReport Sum(List<GrainMethodReport> parts)
    {
        var calls = parts.Sum(part => part.Calls);
        var ticks = parts.Sum(part => part.MeanTime.Ticks * (double)part.Calls);
        return parts[0] with
        {
            Calls = calls,
            Failures = parts.Sum(part => part.Failures),
            MeanTime = calls == 0 ? TimeSpan.Zero : new TimeSpan((long)(ticks / calls)),
            LongestTime = parts.Max(part => part.LongestTime),
        };
    }
}
