using System.Diagnostics;

namespace OrleansJobs.Benchmarks;

/// <summary>Noop jobs a second from the first submit until the last has ended, each acknowledged only when it is on disk.</summary>
internal static class Throughput
{
    public static async Task Run(Service service, int connections, TimeSpan time)
    {
        await Load(service, connections, TimeSpan.FromSeconds(2));
        await service.WhenIdle();

        var watch = Stopwatch.StartNew();
        var submitted = await Load(service, connections, time);
        var accepted = watch.Elapsed;
        await service.WhenIdle();
        var ended = watch.Elapsed;
        Console.WriteLine($"{submitted} jobs at {connections} connections: {submitted / accepted.TotalSeconds:0} accepted/s, {submitted / ended.TotalSeconds:0} ended/s");
    }

    private static async Task<int> Load(Service service, int connections, TimeSpan time)
    {
        var submitted = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (watch.Elapsed < time)
            {
                await service.Submit();
                Interlocked.Increment(ref submitted);
            }
        }));
        return submitted;
    }
}
