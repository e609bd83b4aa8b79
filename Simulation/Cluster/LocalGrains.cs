using Orleans.Concurrency;
using OrleansJobs.Grains;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>The grains that are called on the caller's own silo: stateless workers.</summary>
internal static class LocalGrains
{
    private static readonly HashSet<string?> Interfaces = typeof(EngineServices).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(StatelessWorkerAttribute), inherit: true))
        .SelectMany(type => type.GetInterfaces())
        .Where(type => type.Namespace?.StartsWith(nameof(OrleansJobs), StringComparison.Ordinal) == true)
        .Select(type => type.FullName)
        .ToHashSet();

    public static bool Has(string interfaceName) => Interfaces.Contains(interfaceName);
}
