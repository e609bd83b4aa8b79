using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OrleansJobs.Benchmarks;

/// <summary>
/// How late the runs of schedules start, by the service's own record, beside very many schedules that are not due; and what those take of
/// the service's processor.
/// </summary>
internal static class Schedules
{
    private const string Tag = "bench-schedules";

    // What was just made has activations for a minute, and is looked for once a minute.
    private static readonly TimeSpan UntilCollected = TimeSpan.FromMinutes(2.5);

    public static async Task Run(Uri url, int pid, int connections, int many, int due, TimeSpan duration)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = connections }) { BaseAddress = url };
        using var process = Process.GetProcessById(pid);
        var watch = Stopwatch.StartNew();
        await PutAll(client, connections, Enumerable.Range(0, many).Select(n => ($"far-{n}", "0 0 1 1 *")));
        process.Refresh();
        Console.WriteLine($"{many} schedules made: {many / watch.Elapsed.TotalSeconds:0}/s, memory {process.WorkingSet64 >> 20} MB");

        await Task.Delay(UntilCollected);
        process.Refresh();
        var (began, idle) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await Task.Delay(duration);
        process.Refresh();
        Console.WriteLine($"none due: {(process.TotalProcessorTime - began) / idle.Elapsed:P1} of a core, memory {process.WorkingSet64 >> 20} MB");

        await PutAll(client, connections, Enumerable.Range(0, due).Select(n => ($"due-{n}", string.Create(CultureInfo.InvariantCulture, $"{n % 60} * * * * *"))));

        // The first minute only warms up.
        await Task.Delay(TimeSpan.FromMinutes(1));
        var from = DateTimeOffset.UtcNow;
        await Task.Delay(duration);
        var late = await Lateness(client, from);
        Console.WriteLine($"{late.Count} runs, due to start: p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, max {late[^1]:0.0} ms");

        double At(double share) => late[(int)(share * (late.Count - 1))];
    }

    private static async Task PutAll(HttpClient client, int connections, IEnumerable<(string Name, string Cron)> schedules) =>
        await Parallel.ForEachAsync(schedules, new ParallelOptions { MaxDegreeOfParallelism = connections }, async (schedule, over) =>
        {
            var body = new StringContent(
                $$"""{"cron":"{{schedule.Cron}}","job":{"kind":"noop","tags":["{{Tag}}"]} }""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var response = await client.PutAsync(new Uri($"/schedules/{schedule.Name}", UriKind.Relative), body, over);
            response.EnsureSuccessStatusCode();
        });

    /// <summary>In milliseconds, the least first.</summary>
    private static async Task<List<double>> Lateness(HttpClient client, DateTimeOffset from)
    {
        var late = new List<double>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var page = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri($"/jobs?tag={Tag}&createdFrom={from:yyyy-MM-ddTHH:mm:ssZ}&limit=500{cursor}", UriKind.Relative)));
            foreach (var job in page.RootElement.GetProperty("jobs").EnumerateArray())
                if (job.TryGetProperty("startedAt", out var started)) late.Add(Late(started.GetDateTimeOffset(), job.GetProperty("schedule").GetString()!));
            cursor = page.RootElement.TryGetProperty("nextCursor", out var next) ? $"&cursor={Uri.EscapeDataString(next.GetString()!)}" : null;
        }

        late.Sort();
        return late;
    }

    /// <summary>After the second of the minute at which a schedule is due by its number, in milliseconds.</summary>
    private static double Late(DateTimeOffset started, string schedule)
    {
        var due = int.Parse(schedule.Split('-')[1], CultureInfo.InvariantCulture) % 60;
        return (started.TimeOfDay.TotalMilliseconds - due * 1_000) % 60_000;
    }
}
