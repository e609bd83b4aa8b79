using System.Runtime.CompilerServices;

namespace OrleansJobs.Simulation.Runtime;

/// <summary>What a grain's state is while nothing is stored.</summary>
public static class FreshState
{
    /// <summary>
    /// A new object from the constructor without parameters, or without any constructor one whose members all have
    /// their defaults. Null for strings and arrays.
    /// </summary>
    public static T Of<T>()
    {
        if (typeof(T).IsValueType || typeof(T) == typeof(string) || typeof(T).IsArray || typeof(T).IsAbstract)
            return default!;
        return typeof(T).GetConstructor(Type.EmptyTypes) is null
            ? (T)RuntimeHelpers.GetUninitializedObject(typeof(T))
            : Activator.CreateInstance<T>();
    }
}
