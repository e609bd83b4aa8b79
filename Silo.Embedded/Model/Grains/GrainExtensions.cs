using Orleans.Runtime;
using OrleansJobs.Silo.Embedded;

namespace Orleans;

/// <summary>Reads keys from grains and references, and makes references. A subset of Orleans' members.</summary>
public static class GrainExtensions
{
    /// <summary>A reference that may be passed to others, unlike <c>this</c> of a grain.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        var factory = grain is GrainProxy reference ? reference.Factory : ActivationOf(grain).Silo.Grains;
        return (TGrainInterface)factory.CreateReference(typeof(TGrainInterface), grain.GetGrainId());
    }

    /// <exception cref="ArgumentException">It is neither a grain nor a reference to one.</exception>
    public static GrainId GetGrainId(this IAddressable grain) =>
        grain is GrainProxy reference ? reference.GrainId : ActivationOf(grain).GrainId;

    /// <exception cref="InvalidOperationException">The key is not an integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) =>
        grain.GetGrainId().TryGetIntegerKey(out var key, out _)
            ? key
            : throw new InvalidOperationException($"The key of {grain.GetGrainId()} is not an integer.");

    /// <exception cref="InvalidOperationException">The key is not a Guid.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) =>
        grain.GetGrainId().TryGetGuidKey(out var key, out _)
            ? key
            : throw new InvalidOperationException($"The key of {grain.GetGrainId()} is not a Guid.");

    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static Activation ActivationOf(IAddressable grain) =>
        grain is IGrainBase { GrainContext: Activation activation }
            ? activation
            : throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference to one.", nameof(grain));
}
