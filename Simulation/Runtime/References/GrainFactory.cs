using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>Makes references for one silo; also its client, for code outside of grains.</summary>
internal sealed class GrainFactory(GrainClasses classes, CallSender sender, IServiceProvider services)
    : IClusterClient
{
    private readonly ConcurrentDictionary<Type, GrainProxy> _prototypes = new();

    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        Create<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Create<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Create<TGrainInterface>(IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)CreateReference(typeof(TGrainInterface), grainId);

    public object CreateReference(Type grainInterface, GrainId grainId) =>
        _prototypes.GetOrAdd(grainInterface, MakePrototype).To(grainId);

    private T Create<T>(IdSpan key, string? classPrefix) =>
        (T)CreateReference(typeof(T), new GrainId(classes.Implementing(typeof(T), classPrefix).Type, key));

    private GrainProxy MakePrototype(Type grainInterface) =>
        GrainProxy.Prototype(GrainInterface.Of(grainInterface), sender, this);
}
