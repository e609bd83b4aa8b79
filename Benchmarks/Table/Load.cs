using System.Diagnostics;

namespace OrleansJobs.Benchmarks.Table;

/// <summary>Callers that submit one job after another.</summary>
internal static class Load
{
    public const int Callers = 16;

    /// <summary>Keeps it up, and waits until all has been done.</summary>
    /// <param name="submit">Submits a job durably.</param>
    /// <param name="whenDone">Waits until so many have ended.</param>
    /// <param name="time">For how long jobs are submitted.</param>
    /// <returns>How many, and in which time they were submitted and had ended.</returns>
    public static async Task<(int Jobs, TimeSpan Took)> Run(Func<Task> submit, Func<int, Task> whenDone, TimeSpan time)
    {
        var jobs = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                await submit();
                Interlocked.Increment(ref jobs);
            }
        })));
        await whenDone(jobs);
        return (jobs, watch.Elapsed);
    }
}
