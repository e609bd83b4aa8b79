using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansJobs.Grains.Jobs;

/// <summary>The types of whole numbers in inputs, results and checkpoints, and how they are read.</summary>
internal static class WholeNumberTypes
{
    public static ImmutableArray<JsonConverter> Converters { get; } =
    [
        new WholeNumberConverter<sbyte>(),
        new WholeNumberConverter<byte>(),
        new WholeNumberConverter<short>(),
        new WholeNumberConverter<ushort>(),
        new WholeNumberConverter<int>(),
        new WholeNumberConverter<uint>(),
        new WholeNumberConverter<long>(),
        new WholeNumberConverter<ulong>(),
    ];

    /// <summary>Whether it is one of them, or one of them or null.</summary>
    public static bool Contains(Type type) => Converters.Any(converter => converter.Type == (Nullable.GetUnderlyingType(type) ?? type));
}
