using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace OrleansJobs.Silo.Storage;

/// <summary>XXH32 with seed 0, after https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.</summary>
internal static class XxHash32
{
    private const uint Prime1 = 0x9E3779B1;
    private const uint Prime2 = 0x85EBCA77;
    private const uint Prime3 = 0xC2B2AE3D;
    private const uint Prime4 = 0x27D4EB2F;
    private const uint Prime5 = 0x165667B1;

    /// <summary>The hash of the text's UTF-8 bytes.</summary>
    public static uint Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var rest = data;
        var hash = (data.Length >= 16 ? Stripes(ref rest) : Prime5) + (uint)data.Length;
        for (; rest.Length >= 4; rest = rest[4..])
            hash = BitOperations.RotateLeft(hash + BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime3, 17) * Prime4;
        foreach (var one in rest)
            hash = BitOperations.RotateLeft(hash + one * Prime5, 11) * Prime1;
        hash = (hash ^ hash >> 15) * Prime2;
        hash = (hash ^ hash >> 13) * Prime3;
        return hash ^ hash >> 16;
    }

    /// <summary>Takes whole stripes of 16 bytes into four lanes, and joins these.</summary>
    private static uint Stripes(ref ReadOnlySpan<byte> rest)
    {
        Span<uint> lanes = [unchecked(Prime1 + Prime2), Prime2, 0, unchecked(0 - Prime1)];
        for (; rest.Length >= 16; rest = rest[16..])
        {
            for (var lane = 0; lane < 4; lane++)
            {
                var input = BinaryPrimitives.ReadUInt32LittleEndian(rest[(4 * lane)..]);
                lanes[lane] = BitOperations.RotateLeft(lanes[lane] + input * Prime2, 13) * Prime1;
            }
        }

        return BitOperations.RotateLeft(lanes[0], 1) + BitOperations.RotateLeft(lanes[1], 7)
            + BitOperations.RotateLeft(lanes[2], 12) + BitOperations.RotateLeft(lanes[3], 18);
    }
}
