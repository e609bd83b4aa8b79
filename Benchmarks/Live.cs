using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OrleansJobs.Benchmarks;

/// <summary>
/// What streams of events cost the service: the share of a core that its process takes while jobs change so often in a second,
/// watched by nobody, one of them by 1,000, and 1,000 of them by one each.
/// </summary>
internal static class Live
{
    private const int Watchers = 1_000;

    private static int _changes;

    public static async Task Run(Uri url, int pid, TimeSpan duration, int rate)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Watchers + 10 }) { BaseAddress = url };
        var jobs = new List<Guid>();
        for (var i = 0; i < Watchers; i++) jobs.Add(await Submit(client));

        // The first round only warms up.
        foreach (var round in (string[])["warm up, ", ""])
        {
            await Measure($"{round}nobody watches", jobs, []);
            await Measure($"{round}1,000 watch one job", jobs[..1], [.. Enumerable.Repeat(jobs[0], Watchers)]);
            await Measure($"{round}1,000 watch a job each", jobs, jobs);
        }

        Task Measure(string what, List<Guid> changed, List<Guid> watched) => Live.Measure(client, pid, what, changed, watched, duration, rate);
    }

    private static async Task Measure(HttpClient client, int pid, string what, List<Guid> changed, List<Guid> watched, TimeSpan duration, int rate)
    {
        using var over = new CancellationTokenSource();
        var seen = new int[watched.Count];
        var streams = new List<Task>();
        for (var i = 0; i < watched.Count; i++) streams.Add(await Watch(client, watched[i], seen, i, over.Token));
        using var service = Process.GetProcessById(pid);
        var (began, before, watch) = (service.TotalProcessorTime, seen.Sum(), Stopwatch.StartNew());
        var changes = 0;
        while (watch.Elapsed < duration)
        {
            // Another priority each time: what changes nothing is not told.
            await Change(client, changed[changes++ % changed.Count], _changes++ % 97);
            var due = TimeSpan.FromSeconds((double)changes / rate);
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed);
        }

        service.Refresh();
        var share = (service.TotalProcessorTime - began) / watch.Elapsed;
        Console.WriteLine($"{what}: {share:P1} of a core, {changes / watch.Elapsed.TotalSeconds:0} changes/s, {(seen.Sum() - before) / watch.Elapsed.TotalSeconds:0} events/s told");
        await over.CancelAsync();
        await Task.WhenAll(streams);
    }

    /// <summary>Opens a stream, and counts its events until it is over.</summary>
    private static async Task<Task> Watch(HttpClient client, Guid job, int[] seen, int index, CancellationToken over)
    {
        var response = await client.GetAsync(new Uri($"/jobs/{job}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, over);
        response.EnsureSuccessStatusCode();
        return Count(response, seen, index, over);
    }

    private static async Task Count(HttpResponseMessage response, int[] seen, int index, CancellationToken over)
    {
        using var _ = response;
        try
        {
            var (stream, buffer) = (await response.Content.ReadAsStreamAsync(over), new byte[16 * 1024]);
            while (await stream.ReadAsync(buffer, over) is > 0 and var read) seen[index] += buffer.AsSpan(0, read).Count("event:"u8);
        }
        catch (OperationCanceledException)
        {
            // As it should end.
        }
    }

    private static async Task<Guid> Submit(HttpClient client)
    {
        using var response = await client.PostAsync(new Uri("/jobs", UriKind.Relative), Json("""{"kind":"noop","delay":"PT12H"}""", "application/json"));
        using var job = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return job.RootElement.GetProperty("id").GetGuid();
    }

    private static async Task Change(HttpClient client, Guid job, int priority)
    {
        var body = Json($"{{\"priority\":{priority}}}", "application/merge-patch+json");
        using var response = await client.PatchAsync(new Uri($"/jobs/{job}", UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
    }

    private static StringContent Json(string text, string mediaType) => new(text, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
}
