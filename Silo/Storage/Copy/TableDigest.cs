using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansJobs.Silo.Storage.Copy;

/// <summary>
/// What a table holds, in two numbers: how many rows, and the sum of their hashes (the first 128 bits of SHA-256 over each
/// row's values, modulo 2^128), which does not depend on the order in which a database gives them.
/// </summary>
internal readonly record struct TableDigest(long Rows, UInt128 Checksum)
{
    /// <summary>Reads the whole table.</summary>
    public static TableDigest Of(CopyEnd end, CopyTable table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (rows, sum) = (0L, UInt128.Zero);
        foreach (var row in end.ReadAll(table))
        {
            foreach (var value in row) Append(hash, value);
            sum = unchecked(sum + BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset()));
            rows++;
        }

        return new TableDigest(rows, sum);
    }

    public override string ToString() => $"{Checksum:x32}";

    private static void Append(IncrementalHash hash, object? value)
    {
        var (kind, bytes) = value switch
        {
            null => ((byte)0, []),
            long number => ((byte)1, Bytes(number)),
            bool flag => ((byte)2, Bytes(flag ? 1 : 0)),
            Guid id => ((byte)3, id.ToByteArray()),
            string text => ((byte)4, Encoding.UTF8.GetBytes(text)),
            byte[] blob => ((byte)5, blob),
            DateTime time => ((byte)6, Bytes(time.Ticks)),
            _ => throw new ArgumentException($"A value of type {value.GetType()} is not among those that are copied.", nameof(value)),
        };
        hash.AppendData([kind, .. Bytes(bytes.Length)]);
        hash.AppendData(bytes);
    }

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
