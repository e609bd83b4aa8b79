using System.Numerics;
using System.Runtime.InteropServices;

namespace OrleansJobs.Grains.Numbers;

/// <summary>
/// The exact sum of 64-bit numbers, whatever their order and size, at the speed of vector instructions. Pure.
/// </summary>
/// <remarks>
/// Vectors have no carry, and looking for the overflow of each addition would also find those that a later number undoes. So
/// two sums are made side by side: W, of the numbers, modulo 2^64; and H, of their upper halves, which n &lt; 2^31 numbers
/// cannot make overflow. The lower halves then add up to (W - H * 2^32) modulo 2^64, and as that is below n * 2^32 &lt; 2^63
/// the modulus takes nothing away: the sum is H * 2^32 plus it. Numbers count from -2^63 in this, so that halves are unsigned.
/// </remarks>
public static class ExactSum
{
    private const ulong Bias = 1UL << 63;

    /// <summary>The sum of all numbers.</summary>
    public static Int128 Of(ReadOnlySpan<long> numbers)
    {
        var values = MemoryMarshal.Cast<long, ulong>(numbers);
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(values);
        var (whole, upper) = OfVectors(vectors);
        foreach (var value in values[(vectors.Length * Vector<ulong>.Count)..])
        {
            whole += value ^ Bias;
            upper += (value ^ Bias) >> 32;
        }

        var lower = whole - (upper << 32);
        return ((Int128)upper << 32) + lower - ((Int128)numbers.Length << 63);
    }

    // Four pairs of sums, so that no addition has to wait for the one before.
    private static (ulong Whole, ulong Upper) OfVectors(ReadOnlySpan<Vector<ulong>> vectors)
    {
        var bias = new Vector<ulong>(Bias);
        Vector<ulong> whole0 = default, whole1 = default, whole2 = default, whole3 = default;
        Vector<ulong> upper0 = default, upper1 = default, upper2 = default, upper3 = default;
        var i = 0;
        for (; i <= vectors.Length - 4; i += 4)
        {
            Add(vectors[i] ^ bias, ref whole0, ref upper0);
            Add(vectors[i + 1] ^ bias, ref whole1, ref upper1);
            Add(vectors[i + 2] ^ bias, ref whole2, ref upper2);
            Add(vectors[i + 3] ^ bias, ref whole3, ref upper3);
        }

        for (; i < vectors.Length; i++) Add(vectors[i] ^ bias, ref whole0, ref upper0);
        return (Vector.Sum(whole0 + whole1 + whole2 + whole3), Vector.Sum(upper0 + upper1 + upper2 + upper3));
    }

    private static void Add(Vector<ulong> values, ref Vector<ulong> whole, ref Vector<ulong> upper)
    {
        whole += values;
        upper += values >>> 32;
    }
}
