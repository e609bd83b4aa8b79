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
        using var service = new Service(url, connections: 1);
        var jobs = new List<Guid>();
        for (var i = 0; i < Watchers; i++) jobs.Add((await service.Post("/jobs", """{"kind":"noop","delay":"PT12H"}""")).GetProperty("id").GetGuid());

        // The first round only warms up.
        foreach (var round in (string[])["warm up, ", ""])
        {
            await Measure($"{round}nobody watches", jobs, []);
            await Measure($"{round}1,000 watch one job", jobs[..1], [.. Enumerable.Repeat(jobs[0], Watchers)]);
            await Measure($"{round}1,000 watch a job each", jobs, jobs);
        }

        Task Measure(string what, List<Guid> changed, List<Guid> watched) => Live.Measure(client, service, pid, what, changed, watched, duration, rate);
    }

    private static async Task Measure(HttpClient client, Service service, int pid, string what, List<Guid> changed, List<Guid> watched, TimeSpan duration, int rate)
    {
        using var over = new CancellationTokenSource();
        var seen = new int[watched.Count];
        var streams = new List<Task>();
        for (var i = 0; i < watched.Count; i++) streams.Add(await Watch(client, watched[i], seen, i, over.Token));
        var before = seen.Sum();
        // Another priority each time: what changes nothing is not told.
        var (changes, time, share) = await Pace.Keep(
            pid, rate, duration, number => service.Patch($"/jobs/{changed[number % changed.Count]}", $"{{\"priority\":{_changes++ % 97}}}"));
        Console.WriteLine($"{what}: {share:P1} of a core, {changes / time.TotalSeconds:0} changes/s, {(seen.Sum() - before) / time.TotalSeconds:0} events/s told");
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
}
