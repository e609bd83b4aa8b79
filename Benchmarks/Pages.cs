using System.Diagnostics;

namespace OrleansJobs.Benchmarks;

/// <summary>How long the first page of a list takes, for each of some query strings, one request after another on one connection.</summary>
internal static class Pages
{
    public static async Task Run(Service service, IEnumerable<string> queries, int calls)
    {
        Console.WriteLine("| query | jobs | more | p50 ms | p99 ms |\n| --- | --- | --- | --- | --- |");
        foreach (var query in queries)
        {
            var times = new List<double>();
            var page = await service.Get($"/jobs?{query}");
            for (var i = 0; i < calls; i++)
            {
                var sent = Stopwatch.GetTimestamp();
                page = await service.Get($"/jobs?{query}");
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine($"| `{query}` | {page.GetProperty("jobs").GetArrayLength()} | {(page.TryGetProperty("nextCursor", out _) ? "yes" : "")} | {At(0.5):0.0} | {At(0.99):0.0} |");

            double At(double share) => times[(int)(share * (times.Count - 1))];
        }
    }
}
