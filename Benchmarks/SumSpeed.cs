using System.Diagnostics;
using OrleansJobs.Grains.Numbers;

namespace OrleansJobs.Benchmarks;

/// <summary>
/// The exact sum on one core, of numbers in its cache and of more than any cache holds, beside plain ways to go over the same
/// memory.
/// </summary>
internal static class SumSpeed
{
    private const int Piece = 8_192;
    private const int Many = 32 << 20;

    public static void Run(TimeSpan time)
    {
        var numbers = new long[Many];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = i;

        foreach (var length in (int[])[Piece, Many])
        {
            var part = numbers.AsMemory(0, length);
            Console.WriteLine($"{length * 8L / 1024} KiB:");
            Measure("exact vector sum", part, time / 10, span => (long)ExactSum.Of(span));
            Measure("checked loop", part, time / 10, CheckedLoop);
            Measure("read only (a search in vain)", part, time / 10, span => span.IndexOf(-1));
        }
    }

    private static long CheckedLoop(ReadOnlySpan<long> numbers)
    {
        var sum = 0L;
        foreach (var number in numbers) sum = checked(sum + number);
        return sum;
    }

    // The best of ten, as others use the machine too.
    private static void Measure(string what, ReadOnlyMemory<long> numbers, TimeSpan time, Func<ReadOnlySpan<long>, long> go)
    {
        var best = Enumerable.Range(0, 10).Max(_ => BytesPerSecond(numbers, time / 10, go));
        Console.WriteLine($"  {what,-30} {best / 1e9,6:0.0} GB/s");
    }

    private static double BytesPerSecond(ReadOnlyMemory<long> numbers, TimeSpan time, Func<ReadOnlySpan<long>, long> go)
    {
        var (bytes, watch) = (0L, Stopwatch.StartNew());
        do
        {
            go(numbers.Span);
            bytes += numbers.Length * sizeof(long);
        }
        while (watch.Elapsed < time);
        return bytes / watch.Elapsed.TotalSeconds;
    }
}
