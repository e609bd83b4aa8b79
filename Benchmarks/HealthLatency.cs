using System.Diagnostics;

namespace OrleansJobs.Benchmarks;

/// <summary>How long GET /healthz takes while something else loads the service: one request each 5 ms, on one connection.</summary>
internal static class HealthLatency
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task Run(Uri url, TimeSpan time)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
        var times = new List<double>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            var sent = watch.Elapsed;
            using var response = await client.GetAsync(new Uri("/healthz", UriKind.Relative));
            response.EnsureSuccessStatusCode();
            // The first one makes the connection.
            times.Add((watch.Elapsed - sent).TotalMilliseconds);
            await Task.Delay(Pause);
        }

        times.RemoveAt(0);
        times.Sort();
        Console.WriteLine($"{times.Count} times GET /healthz: p50 {At(0.5):0.00} ms, p99 {At(0.99):0.00} ms, max {times[^1]:0.00} ms");

        double At(double share) => times[(int)(share * (times.Count - 1))];
    }
}
