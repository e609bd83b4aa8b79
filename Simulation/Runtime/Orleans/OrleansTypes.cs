using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.CodeGeneration;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.Serializers;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What Orleans' code generator made for the grains of this process: proxies, copiers, codecs. Once for all worlds.</summary>
internal sealed class OrleansTypes
{
    public static readonly OrleansTypes All = new();

    [ThreadStatic]
    private static GrainFactory? _receiver;

    private readonly CodecProvider _codecs;
    private readonly CopyContextPool _copies;
    private readonly Serializer _serializer;
    private readonly GrainInterfaceTypeResolver _interfaces;
    private readonly GrainTypeResolver _classes;
    private readonly Dictionary<GrainInterfaceType, ConstructorInvoker> _proxies;
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _interfaceTypes = new();

    private OrleansTypes()
    {
        OrleansInternals.Check();
        var services = new ServiceCollection();
        services.AddOrleansClient(_ => { }); // Nothing of the client is ever started: its type tables are used.
        services.AddSingleton<IGrainFactory>(new ReceiversFactory());
        services.AddSingleton(OrleansInternals.StorageInstruments);
        services.AddSingleton<IAttributeToFactoryMapper<PersistentStateAttribute>, PersistentStateAttributeMapper>();
        Services = services.BuildServiceProvider();
        _codecs = Services.GetRequiredService<CodecProvider>();
        _copies = Services.GetRequiredService<CopyContextPool>();
        Copier = Services.GetRequiredService<DeepCopier>();
        _serializer = Services.GetRequiredService<Serializer>();
        _interfaces = Services.GetRequiredService<GrainInterfaceTypeResolver>();
        _classes = Services.GetRequiredService<GrainTypeResolver>();
        _proxies = Services.GetRequiredService<IOptions<TypeManifestOptions>>().Value.InterfaceProxies
            .Where(proxy => proxy.IsSubclassOf(typeof(GrainReference)) && !proxy.ContainsGenericParameters)
            .ToDictionary(proxy => InterfaceOf(MainInterface(proxy)), Maker);
        Classes = [.. Services.GetRequiredService<IOptions<GrainTypeOptions>>().Value.Classes
            .Where(type => !type.ContainsGenericParameters).OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }

    /// <summary>Of Orleans' client, without a cluster.</summary>
    public IServiceProvider Services { get; }

    public DeepCopier Copier { get; }

    /// <summary>All grain classes of the process's assemblies, by name.</summary>
    public IReadOnlyList<Type> Classes { get; }

    public GrainInterfaceType InterfaceOf(Type type) => _interfaceTypes.GetOrAdd(type, _interfaces.GetGrainInterfaceType);

    /// <summary>The class's name in ids.</summary>
    public GrainType TypeOf(Type grainClass) => _classes.GetGrainType(grainClass);

    /// <summary>What the class's attributes say of it.</summary>
    public IReadOnlyDictionary<string, string> PropertiesOf(Type grainClass)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in grainClass.GetCustomAttributes().OfType<IGrainPropertiesProviderAttribute>())
            attribute.Populate(Services, grainClass, TypeOf(grainClass), properties);
        return properties;
    }

    public GrainReferenceShared Share(GrainType type, GrainInterfaceType interfaceType, IGrainReferenceRuntime runtime) =>
        new(type, interfaceType, 0, runtime, InvokeMethodOptions.None, _codecs, _copies, Services);

    public GrainReference Reference(GrainReferenceShared shared, IdSpan key) => shared.InterfaceType.IsDefault
        ? new UntypedReference(shared, key)
        : (GrainReference)_proxies[shared.InterfaceType].Invoke(shared, key)!;

    /// <summary>The message as another silo gets it over the network.</summary>
    /// <param name="message">A request or a response.</param>
    /// <param name="receiver">To which the references in it belong there.</param>
    public T Sent<T>(T message, GrainFactory receiver)
        where T : class
    {
        _receiver = receiver;
        try
        {
            return (T)_serializer.Deserialize<object>(_serializer.SerializeToArray<object>(message))!;
        }
        finally
        {
            _receiver = null;
        }
    }

    private static ConstructorInvoker Maker(Type proxy) => ConstructorInvoker.Create(proxy.GetConstructor(
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(GrainReferenceShared), typeof(IdSpan)])!);

    private static Type MainInterface(Type proxy)
    {
        var all = proxy.GetInterfaces().Where(typeof(IAddressable).IsAssignableFrom).ToList();
        return all.Single(main => all.TrueForAll(other => other.IsAssignableFrom(main)));
    }

    private sealed class UntypedReference(GrainReferenceShared shared, IdSpan key) : GrainReference(shared, key);

    /// <summary>Makes the references in a message, for whoever receives it just now.</summary>
    private sealed class ReceiversFactory : GrainFactoryBase
    {
        public override IServiceProvider ServiceProvider => throw new NotSupportedException();

        public override IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => _receiver!.GetGrain(grainId, interfaceType);

        protected override GrainType Implementing(Type grainInterface, string? classPrefix) => throw new NotSupportedException();
    }
}
