using System.Numerics;
using System.Runtime.InteropServices;

namespace OrleansJobs.Silo.Embedded;

/// <summary>
/// Counts calls without making callers wait for each other: each processor has a cell of its own, and a reader adds
/// them up. The sums of a running silo may be a few calls apart from each other.
/// </summary>
internal sealed class CallCounters
{
    private static readonly int Processors = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 16));

    private readonly Cell[] _cells = new Cell[Processors];

    public void Record(long ticks, bool failed)
    {
        ref var cell = ref _cells[Thread.GetCurrentProcessorId() & (Processors - 1)];
        Interlocked.Increment(ref cell.Calls);
        Interlocked.Add(ref cell.Ticks, ticks);
        if (failed)
            Interlocked.Increment(ref cell.Failures);
        for (var longest = cell.Longest; ticks > longest; longest = cell.Longest)
            Interlocked.CompareExchange(ref cell.Longest, ticks, longest);
    }

    public (long Calls, long Failures, TimeSpan Total, TimeSpan Longest) Read()
    {
        Cell sum = default;
        foreach (ref var cell in _cells.AsSpan())
        {
            sum.Calls += Volatile.Read(ref cell.Calls);
            sum.Failures += Volatile.Read(ref cell.Failures);
            sum.Ticks += Volatile.Read(ref cell.Ticks);
            sum.Longest = Math.Max(sum.Longest, Volatile.Read(ref cell.Longest));
        }
        return (sum.Calls, sum.Failures, new TimeSpan(sum.Ticks), new TimeSpan(sum.Longest));
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)] // a cache line
    private struct Cell
    {
        public long Calls;
        public long Failures;
        public long Ticks;
        public long Longest;
    }
}
