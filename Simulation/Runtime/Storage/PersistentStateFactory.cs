using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>Makes the stored states that grain constructors ask for.</summary>
internal static class PersistentStateFactory
{
    private const string DefaultStorage = "Default";

    public static Func<Activation, object> For(Type facet, PersistentStateAttribute state)
    {
        if (!facet.IsGenericType || facet.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new InvalidOperationException($"[PersistentState] stands at a parameter of type {facet} instead of IPersistentState<T>.");
        var make = ConstructorInvoker.Create(
            typeof(PersistentState<>).MakeGenericType(facet.GetGenericArguments()).GetConstructors()[0]);
        return activation => make.Invoke(activation, state.StateName, Storage(activation.Silo.Services, state.StorageName));
    }

    /// <summary>The service keyed by the storage's name; for the default also the plain one.</summary>
    private static IGrainStorage Storage(IServiceProvider services, string? name) =>
        services.GetKeyedService<IGrainStorage>(name ?? DefaultStorage)
        ?? (name is null or DefaultStorage ? services.GetService<IGrainStorage>() : null)
        ?? throw new InvalidOperationException($"There is no IGrainStorage service for '{name ?? DefaultStorage}'.");
}
