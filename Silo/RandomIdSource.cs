using System.Buffers.Binary;
using System.Security.Cryptography;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo;

/// <summary>
/// Ids and chance from the operating system's source of secrets, fetched in portions because asking costs more than using.
/// Safe for use by many threads.
/// </summary>
/// <remarks>
/// UUIDv7 (RFC 9562, 5.7) with the counter of section 6.2, method 1, in the 12 bits of rand_a: it begins at random below
/// half of its range with every millisecond and grows with every id; when it is used up, the time stamp moves ahead of the
/// clock. The clock going back does not take ids back.
/// </remarks>
public sealed class RandomIdSource(TimeProvider time) : IIdSource
{
    private const int CounterBits = 12;

    private readonly Lock _gate = new();
    private readonly byte[] _portion = new byte[1_024];
    private int _used = 1_024;
    private long _millisecond;
    private int _counter;

    public Guid NewId()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
        {
            if (now > _millisecond) Begin(now);
            else if (++_counter == 1 << CounterBits) Begin(_millisecond + 1);
            BinaryPrimitives.WriteInt64BigEndian(bytes, _millisecond << 16 | 0x7000L | (long)_counter);
            Fill(bytes[8..]);
        }

        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public Guid NewToken()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate) Fill(bytes);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public long NewStamp()
    {
        Span<byte> bytes = stackalloc byte[8];
        lock (_gate) Fill(bytes);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    // 53 bits, as many as a double between 0 and 1 can hold evenly.
    public double NextDouble() => ((ulong)NewStamp() >> 11) * (1.0 / (1UL << 53));

    private void Begin(long millisecond)
    {
        Span<byte> start = stackalloc byte[2];
        Fill(start);
        _millisecond = millisecond;
        _counter = BinaryPrimitives.ReadUInt16BigEndian(start) & (1 << (CounterBits - 1)) - 1;
    }

    private void Fill(Span<byte> bytes)
    {
        if (_used + bytes.Length > _portion.Length)
        {
            RandomNumberGenerator.Fill(_portion);
            _used = 0;
        }

        // Taken out, so that a dump of memory does not show the tokens that were given.
        var taken = _portion.AsSpan(_used, bytes.Length);
        taken.CopyTo(bytes);
        taken.Clear();
        _used += bytes.Length;
    }
}
