using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OrleansJobs.Benchmarks;

/// <summary>
/// Noop jobs a second, from the first submit until all have ended, and of a batch until its callback has ended too: in pairs of the two,
/// each submitted 10,000 a request.
/// </summary>
internal static class Batches
{
    private const int AtOnce = 10_000;

    private static readonly string Jobs = $"[{string.Join(',', Enumerable.Repeat("""{"kind":"noop"}""", AtOnce))}]";

    public static async Task Run(Uri url, int pid, int jobs, int pairs)
    {
        using var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };
        using var process = Process.GetProcessById(pid);
        var shares = new List<double>();
        for (var pair = 0; pair <= pairs; pair++)
        {
            var plain = await Timed("plain", () => Plain(client, jobs));
            var batch = await Timed("batch", () => Batch(client, jobs));

            // The first pair only warms up.
            if (pair > 0) shares.Add(batch / plain);
        }

        shares.Sort();
        Console.WriteLine($"a batch: {shares[shares.Count / 2]:P0} of the plain rate (median of {pairs} pairs; {string.Join(", ", shares.Select(share => $"{share:P0}"))})");

        async Task<double> Timed(string name, Func<Task> run)
        {
            process.Refresh();
            var (began, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
            await run();
            var took = watch.Elapsed;
            process.Refresh();
            var rate = jobs / took.TotalSeconds;
            Console.WriteLine($"{name}: {rate:0}/s, {(process.TotalProcessorTime - began).TotalMicroseconds / jobs:0} microseconds of processor a job");
            return rate;
        }
    }

    private static async Task Plain(HttpClient client, int jobs)
    {
        for (var sent = 0; sent < jobs; sent += AtOnce) await Post(client, "/jobs/batch", Jobs);
        while (await Unfinished(client) > 0) await Task.Delay(5);
    }

    private static async Task Batch(HttpClient client, int jobs)
    {
        var id = (await Post(client, "/batches", """{"open":true,"onCompleted":{"kind":"noop"}}""")).GetProperty("id").GetString();
        for (var sent = 0; sent < jobs; sent += AtOnce) await Post(client, $"/batches/{id}/jobs", $$"""{"jobs":{{Jobs}}}""");
        await Post(client, $"/batches/{id}/seal", "{}");
        JsonElement batch;
        do
        {
            await Task.Delay(5);
            batch = await Get(client, $"/batches/{id}");
        }
        while (batch.GetProperty("state").GetString() != "completed");
        if (batch.GetProperty("succeeded").GetInt64() != jobs) throw new InvalidOperationException($"The batch has ended as {batch}.");
        while (await Unfinished(client) > 0) await Task.Delay(5);
        var callback = await Get(client, $"/jobs/{batch.GetProperty("callbacks")[0].GetString()}?wait=10s");
        if (callback.GetProperty("state").GetString() != "succeeded") throw new InvalidOperationException($"The callback has ended as {callback}.");
    }

    private static async Task<long> Unfinished(HttpClient client)
    {
        var counts = await Get(client, "/jobs/counts");
        return counts.GetProperty("queued").GetInt64() + counts.GetProperty("running").GetInt64();
    }

    private static async Task<JsonElement> Get(HttpClient client, string path) => JsonElement.Parse(await client.GetByteArrayAsync(new Uri(path, UriKind.Relative)));

    private static async Task<JsonElement> Post(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
    }
}
