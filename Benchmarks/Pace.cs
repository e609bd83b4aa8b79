using System.Diagnostics;

namespace OrleansJobs.Benchmarks;

/// <summary>Does something so often a second for a while, and tells what that took of the service.</summary>
internal static class Pace
{
    /// <summary>Keeps it up.</summary>
    /// <param name="pid">The service's process.</param>
    /// <param name="rate">How often a second; less often if it takes longer.</param>
    /// <param name="duration">How long.</param>
    /// <param name="act">What is done, with its number, one after another.</param>
    /// <returns>How often it was done, in what time, and which share of a core the service took.</returns>
    public static async Task<(int Count, TimeSpan Time, double Share)> Keep(int pid, int rate, TimeSpan duration, Func<int, Task> act)
    {
        using var service = Process.GetProcessById(pid);
        var (began, watch, count) = (service.TotalProcessorTime, Stopwatch.StartNew(), 0);
        while (watch.Elapsed < duration)
        {
            await act(count++);
            var early = TimeSpan.FromSeconds((double)count / rate) - watch.Elapsed;
            if (early > TimeSpan.Zero) await Task.Delay(early);
        }

        service.Refresh();
        return (count, watch.Elapsed, (service.TotalProcessorTime - began) / watch.Elapsed);
    }
}
