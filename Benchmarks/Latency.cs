namespace OrleansJobs.Benchmarks;

/// <summary>
/// From the moment a client sends a submit to an idle service until the job's handler has run: an upper bound of submit to
/// start. The end is the service's own record of it, taken just before the commit of the result; both clocks are this machine's.
/// </summary>
internal static class Latency
{
    public static async Task Run(Service service, int jobs)
    {
        var (p50, p99) = await Measure(service, jobs);
        Console.WriteLine($"{jobs} jobs one after another, submit to handler done: p50 {p50:0.00} ms, p99 {p99:0.00} ms");
    }

    /// <summary>Half of the jobs, and 99 of 100, took no more milliseconds.</summary>
    public static async Task<(double P50, double P99)> Measure(Service service, int jobs)
    {
        var times = new List<double>();
        for (var i = 0; i < jobs + 200; i++)
        {
            var sent = DateTimeOffset.UtcNow;
            var job = await service.End(await service.SubmitForId());
            // The first ones only warm up.
            if (i >= 200) times.Add((job.GetProperty("endedAt").GetDateTimeOffset() - sent).TotalMilliseconds);
        }

        times.Sort();
        return (At(0.5), At(0.99));

        double At(double share) => times[(int)(share * (times.Count - 1))];
    }
}
