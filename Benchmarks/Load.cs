using System.Diagnostics;

namespace OrleansJobs.Benchmarks;

/// <summary>Callers that submit one job after another.</summary>
internal static class Load
{
    /// <summary>Keeps it up, and waits until all has been done.</summary>
    /// <param name="callers">How many callers.</param>
    /// <param name="time">For how long jobs are submitted.</param>
    /// <param name="submit">Submits a job durably.</param>
    /// <param name="whenDone">Waits until so many have ended.</param>
    /// <returns>How many, and in which time they were submitted and had ended.</returns>
    public static async Task<(int Jobs, TimeSpan Submitted, TimeSpan Ended)> Run(int callers, TimeSpan time, Func<Task> submit, Func<int, Task> whenDone)
    {
        var jobs = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                await submit();
                Interlocked.Increment(ref jobs);
            }
        })));
        var submitted = watch.Elapsed;
        await whenDone(jobs);
        return (jobs, submitted, watch.Elapsed);
    }
}
