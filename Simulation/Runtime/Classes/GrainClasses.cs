using System.Collections.Concurrent;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>The grain classes of this process. Found once; every silo has all of them, as with Orleans.</summary>
internal sealed class GrainClasses
{
    public static readonly GrainClasses All = new();

    private readonly Dictionary<GrainType, GrainClass> _byType =
        OrleansTypes.All.Classes.Select(type => new GrainClass(type)).ToDictionary(grainClass => grainClass.Type);

    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClass> _byInterface = new();

    private GrainClasses()
    {
    }

    public GrainClass? OfType(GrainType type) => _byType.GetValueOrDefault(type);

    /// <exception cref="ArgumentException">No class, or more than one, fits.</exception>
    public GrainClass Implementing(Type grainInterface, string? classPrefix) =>
        _byInterface.GetOrAdd((grainInterface, classPrefix), static (wanted, all) => Choose(wanted.Interface, wanted.Prefix, all), _byType.Values);

    private static GrainClass Choose(Type grainInterface, string? classPrefix, IEnumerable<GrainClass> all)
    {
        var fitting = all
            .Where(c => grainInterface.IsAssignableFrom(c.Class))
            .Where(c => classPrefix is null || c.Class.FullName!.StartsWith(classPrefix, StringComparison.Ordinal))
            .ToList();
        return fitting.Count == 1
            ? fitting[0]
            : throw new ArgumentException(
                $"{fitting.Count} grain classes implement {grainInterface}{(classPrefix is null ? "" : $" and begin with '{classPrefix}'")}: "
                + $"[{string.Join(", ", fitting.Select(c => c.Class))}]. There must be one.");
    }
}
