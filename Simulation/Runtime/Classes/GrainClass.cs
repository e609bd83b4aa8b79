using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>A grain class as one silo hosts it: its name in ids, how it is made, its marks and its figures.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<GrainMethod, GrainClassMethod> _methods = new();
    private int _activations;

    public GrainClass(Type type, EmbeddedSiloOptions options)
    {
        Class = type;
        Type = NameOf(type);
        Constructor = GrainConstructor.Of(type);
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        MaxLocalWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers ?? 0;
        CollectionAge = CollectionAgeOf(type, options);
    }

    public Type Class { get; }

    public GrainType Type { get; }

    public GrainConstructor Constructor { get; }

    public bool IsReentrant { get; }

    /// <summary>Zero unless the class is a stateless worker.</summary>
    public int MaxLocalWorkers { get; }

    /// <summary><see cref="TimeSpan.MaxValue"/>: never collected.</summary>
    public TimeSpan CollectionAge { get; }

    public int Activations => Volatile.Read(ref _activations);

    /// <summary>The methods that have been called, in order of name.</summary>
    public IEnumerable<GrainClassMethod> CalledMethods => _methods.Values
        .OrderBy(m => m.Method.InterfaceName, StringComparer.Ordinal)
        .ThenBy(m => m.Method.InterfaceMethod.Name, StringComparer.Ordinal)
        .ThenBy(m => m.Method.InterfaceMethod.ToString(), StringComparer.Ordinal);

    public GrainClassMethod Method(GrainMethod method) =>
        _methods.GetOrAdd(method, static (method, type) => new GrainClassMethod(type, method), Class);

    public void CountActivation(int change) => Interlocked.Add(ref _activations, change);

    private static GrainType NameOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } given)
            return given.GetGrainType(null!, type);
        const string suffix = "grain";
        var name = type.Name.ToLowerInvariant();
        var cut = name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length ? suffix.Length : 0;
        return GrainType.Create(name[..^cut]);
    }

    private static TimeSpan CollectionAgeOf(Type type, EmbeddedSiloOptions options)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute)))
            return TimeSpan.MaxValue;
        if (type.GetCustomAttribute<CollectionAgeLimitAttribute>() is { } limit)
            return limit.AlwaysActive ? TimeSpan.MaxValue : limit.AgeLimit;
        return options.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var age) ? age : options.CollectionAge;
    }
}
