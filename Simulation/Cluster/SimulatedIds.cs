using System.Buffers.Binary;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Cluster;

/// <summary>Ids and chance of one process, from the seed.</summary>
internal sealed class SimulatedIds(Chance chance, TimeProvider clock) : IIdSource
{
    public Guid NewId() => Make(clock.GetUtcNow().ToUnixTimeMilliseconds() << 16 | (long)(chance.Bits() & 0xFFF) | 0x7000);

    public Guid NewToken() => Make(((long)chance.Bits() & ~0xF000L) | 0x4000);

    public long NewStamp() => (long)chance.Bits();

    public double NextDouble() => chance.Fraction();

    private Guid Make(long head)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, head);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], chance.Bits());
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
