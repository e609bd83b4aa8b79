namespace OrleansJobs.Simulation.Runtime;

/// <summary>The many ways of Orleans to ask for a reference, in terms of two.</summary>
internal abstract class GrainFactoryBase : IClusterClient
{
    public abstract IServiceProvider ServiceProvider { get; }

    public abstract IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType);

    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidKey => Of<T>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerKey => Of<T>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Of<T>(IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidCompoundKey => Of<T>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, keyExtension), grainClassNamePrefix);

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerCompoundKey => Of<T>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, keyExtension), grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)GetGrain(grainInterfaceType, IdSpan.Create(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, keyExtension));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        (IGrain)GetGrain(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, keyExtension));

    public T GetGrain<T>(GrainId grainId)
        where T : IAddressable => (T)GetGrain(grainId, OrleansTypes.All.InterfaceOf(typeof(T)));

    public IAddressable GetGrain(GrainId grainId) => GetGrain(grainId, default(GrainInterfaceType));

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => Of(interfaceType, grainKey, null);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => Of(interfaceType, grainKey, grainClassNamePrefix);

    public T CreateObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => throw new NotSupportedException("Observers are not simulated.");

    public void DeleteObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => throw new NotSupportedException("Observers are not simulated.");

    /// <exception cref="ArgumentException">No class, or more than one, fits.</exception>
    protected abstract GrainType Implementing(Type grainInterface, string? classPrefix);

    private T Of<T>(IdSpan key, string? classPrefix) => (T)Of(typeof(T), key, classPrefix);

    private IAddressable Of(Type grainInterface, IdSpan key, string? classPrefix) =>
        GetGrain(GrainId.Create(Implementing(grainInterface, classPrefix), key), OrleansTypes.All.InterfaceOf(grainInterface));
}
