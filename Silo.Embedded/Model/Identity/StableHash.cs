using System.Buffers.Binary;
using System.Text;
using OrleansJobs.Silo.Embedded;

namespace Orleans;

/// <summary>
/// Hashes that are the same in every process and in both grain hosts, and stand in stored tables: XXH32 with seed 0,
/// its bytes read in reverse order.
/// </summary>
public static class StableHash
{
    public static uint ComputeHash(ReadOnlySpan<byte> data) => BinaryPrimitives.ReverseEndianness(XxHash32.Hash(data));

    /// <summary>The hash of the text's UTF-16 code units, little-endian; not the hash of a key, which is UTF-8.</summary>
    public static uint ComputeHash(string data) => ComputeHash(Encoding.Unicode.GetBytes(data));
}
