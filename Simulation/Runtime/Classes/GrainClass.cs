using System.Globalization;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Metadata;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>A grain class: its name in ids, how it is made, and its marks. Made once per process.</summary>
internal sealed class GrainClass
{
    // Orleans takes as many as there are processors, and so the machine would decide about the run.
    private const int UsualWorkers = 4;

    private readonly Lazy<IGrainActivator> _activator;

    public GrainClass(Type type)
    {
        Class = type;
        Type = OrleansTypes.All.TypeOf(type);
        _activator = new(() => new DefaultGrainActivator(OrleansTypes.All.Services, type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        MaxLocalWorkers = WorkersOf(type);
        CollectionAge = AgeOf(OrleansTypes.All.PropertiesOf(type));
    }

    public Type Class { get; }

    public GrainType Type { get; }

    /// <summary>Makes the grain objects, as in a real silo.</summary>
    public IGrainActivator Activator => _activator.Value;

    public bool IsReentrant { get; }

    /// <summary>Zero unless the class is a stateless worker.</summary>
    public int MaxLocalWorkers { get; }

    /// <summary>After how long an idle activation is let go, if the class says so; <see cref="TimeSpan.MaxValue"/>: never.</summary>
    public TimeSpan? CollectionAge { get; }

    // The attribute does not say whether the number in it was given or the machine's.
    private static int WorkersOf(Type type) =>
        type.CustomAttributes.FirstOrDefault(data => data.AttributeType == typeof(StatelessWorkerAttribute)) switch
        {
            null => 0,
            { ConstructorArguments: [{ Value: int given }, ..] } => given,
            _ => UsualWorkers,
        };

    private static TimeSpan? AgeOf(IReadOnlyDictionary<string, string> properties) =>
        properties.GetValueOrDefault(WellKnownGrainTypeProperties.IdleDeactivationPeriod) switch
        {
            null => null,
            WellKnownGrainTypeProperties.IndefiniteIdleDeactivationPeriodValue => TimeSpan.MaxValue,
            var age => TimeSpan.Parse(age, CultureInfo.InvariantCulture),
        };
}
