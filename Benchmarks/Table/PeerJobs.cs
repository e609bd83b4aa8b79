using System.Diagnostics;

namespace OrleansJobs.Benchmarks.Table;

/// <summary>The jobs of others: they do nothing but be counted.</summary>
public static class PeerJobs
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static int _run;

    public static void Run() => Interlocked.Increment(ref _run);

    internal static void Forget() => Volatile.Write(ref _run, 0);

    /// <summary>Waits until so many have run.</summary>
    /// <exception cref="TimeoutException">They have not after ten minutes: one may be lost.</exception>
    internal static async Task WhenRun(int jobs)
    {
        for (var began = Stopwatch.GetTimestamp(); Volatile.Read(ref _run) < jobs; await Task.Delay(2))
            if (Stopwatch.GetElapsedTime(began) > Longest) throw new TimeoutException($"Of {jobs} jobs {_run} have run.");
    }
}
