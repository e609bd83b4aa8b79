using System.Reflection;
using OrleansJobs.Grains;
using OrleansJobs.Jobs;

namespace OrleansJobs.Tests.Grains;

/// <summary>Finds every type that can travel between grains or is stored as a grain's state.</summary>
internal sealed class MessageWalk
{
    private static readonly Type[] Leaves =
    [
        typeof(bool), typeof(byte), typeof(int), typeof(long), typeof(double), typeof(string), typeof(Guid),
        typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan), typeof(void),
    ];

    private readonly HashSet<Type> _messages = [];
    private readonly HashSet<Type> _enums = [];

    public static IReadOnlyList<Type> GrainInterfaces { get; } =
        [.. typeof(IJobGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))];

    /// <summary>What grains call that is none of them.</summary>
    public static IReadOnlyList<Type> Observers { get; } =
        [.. typeof(IJobGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrainObserver).IsAssignableFrom(type))];

    public static IReadOnlyList<Type> GrainClasses { get; } =
        [.. typeof(EngineServices).Assembly.GetTypes().Where(type => typeof(Grain).IsAssignableFrom(type) && !type.IsAbstract)];

    /// <summary>The states of grains, by the names under which they are stored.</summary>
    public static IReadOnlyList<(Type Grain, string Name, Type State)> States { get; } =
    [
        .. from grain in GrainClasses
           from parameter in grain.GetConstructors().SelectMany(constructor => constructor.GetParameters())
           let stored = parameter.GetCustomAttribute<PersistentStateAttribute>()
           where stored is not null
           select (grain, stored.StateName, parameter.ParameterType.GetGenericArguments()[0]),
    ];

    public static IReadOnlySet<Type> Messages { get; } = All()._messages;

    public static IReadOnlySet<Type> Enums { get; } = All()._enums;

    /// <summary>The messages that stored states consist of.</summary>
    public static IReadOnlySet<Type> Stored { get; } = From(States.Select(state => state.State))._messages;

    /// <summary>The members that are serialized at this level: its own properties with a setter.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is not null);

    private static MessageWalk All() => From(
    [
        .. GrainInterfaces.Concat(Observers).SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Prepend(method.ReturnType)),
        .. States.Select(state => state.State),
    ]);

    private static MessageWalk From(IEnumerable<Type> types)
    {
        var walk = new MessageWalk();
        foreach (var type in types) walk.Visit(type);
        return walk;
    }

    private void Visit(Type type)
    {
        // A reference travels as an id.
        if (typeof(IAddressable).IsAssignableFrom(type)) return;
        if (type == typeof(CancellationToken) || type == typeof(Task) || type == typeof(ValueTask) || Leaves.Contains(type)) return;
        if (type.IsEnum)
        {
            _enums.Add(type);
            return;
        }

        if (type.IsGenericType && type.Namespace!.StartsWith("System", StringComparison.Ordinal))
        {
            foreach (var argument in type.GetGenericArguments()) Visit(argument);
            return;
        }

        if (!_messages.Add(type)) return;
        foreach (var derived in type.Assembly.GetTypes().Where(other => other.BaseType == type)) Visit(derived);
        foreach (var member in Members(type)) Visit(member.PropertyType);
    }
}
