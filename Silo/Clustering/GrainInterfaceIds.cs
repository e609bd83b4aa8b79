using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Serialization.TypeSystem;

namespace OrleansJobs.Silo.Clustering;

/// <summary>
/// Remembers the id that Orleans gives each grain interface. Orleans makes it anew, from attributes and formatted names, at
/// every GetGrain: a twelfth of the processor time of a job.
/// </summary>
/// <remarks>Orleans asks its providers in order of their registration, so this one comes before Orleans is added.</remarks>
internal sealed class GrainInterfaceIds(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _ids = new();

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        grainInterfaceType = _ids.GetOrAdd(type, ByOrleans);
        return true;
    }

    // Once for each interface, so it may be slow; under no lock, as it asks for services.
    private GrainInterfaceType ByOrleans(Type type) => new GrainInterfaceTypeResolver(
        services.GetServices<IGrainInterfaceTypeProvider>().Where(provider => provider is not GrainInterfaceIds),
        services.GetRequiredService<TypeConverter>()).GetGrainInterfaceType(type);
}
