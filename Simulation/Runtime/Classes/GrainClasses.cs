using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>The grain classes of one silo, found once at start.</summary>
internal sealed class GrainClasses
{
    private static readonly ConcurrentDictionary<Assembly, Type[]> Known = new();

    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClass> _byInterface = new();

    /// <exception cref="InvalidOperationException">Two classes have the same name in ids.</exception>
    public GrainClasses(EmbeddedSiloOptions options)
    {
        All = [.. Find(options).Select(type => new GrainClass(type, options))];
        foreach (var found in All)
        {
            if (!_byType.TryAdd(found.Type, found))
                throw new InvalidOperationException(
                    $"{found.Class} and {_byType[found.Type].Class} are both grains of type '{found.Type}'. "
                    + "Name one of them with [GrainType].");
        }
    }

    /// <summary>In order of full name.</summary>
    public IReadOnlyList<GrainClass> All { get; }

    public GrainClass? OfType(GrainType type) => _byType.GetValueOrDefault(type);

    /// <exception cref="ArgumentException">No class, or more than one, fits.</exception>
    public GrainClass Implementing(Type grainInterface, string? classPrefix) =>
        _byInterface.GetOrAdd((grainInterface, classPrefix), static (wanted, all) => Choose(wanted.Interface, wanted.Prefix, all), All);

    private static GrainClass Choose(Type grainInterface, string? classPrefix, IReadOnlyList<GrainClass> all)
    {
        var fitting = all
            .Where(c => grainInterface.IsAssignableFrom(c.Class))
            .Where(c => classPrefix is null || c.Class.FullName!.StartsWith(classPrefix, StringComparison.Ordinal))
            .ToList();
        return fitting.Count == 1
            ? fitting[0]
            : throw new ArgumentException(
                $"{fitting.Count} grain classes implement {grainInterface}"
                + $"{(classPrefix is null ? "" : $" and begin with '{classPrefix}'")}: "
                + $"[{string.Join(", ", fitting.Select(c => c.Class))}]. There must be one.");
    }

    private static IEnumerable<Type> Find(EmbeddedSiloOptions options) => options.GrainAssemblies
        .SelectMany(assembly => Known.GetOrAdd(assembly, static all => [.. all.GetTypes().Where(IsGrainClass)]))
        .Concat(options.GrainClasses)
        .Append(typeof(ManagementGrain))
        .Distinct()
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrainBase).IsAssignableFrom(type)
        && typeof(IGrain).IsAssignableFrom(type);
}
