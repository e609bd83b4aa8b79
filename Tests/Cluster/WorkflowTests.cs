using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Cluster;

/// <summary>A batch of chains, on silos of which one is killed.</summary>
[Collection(nameof(ThreeSilos))]
public sealed class WorkflowTests(ThreeSilos silos)
{
    private const int Chains = 300;

    // So that nobody else's jobs are counted.
    private const string Queue = "chains";

    [PostgreSqlServerFact]
    public async Task A_batch_of_chains_is_counted_right_and_called_back_once_though_a_silo_is_killed()
    {
        var cluster = await silos.Whole();
        var http = cluster.Web.Http;
        var callback = new { kind = "noop", queue = Queue };
        var made = await Post(http, "/batches", "batch", new { open = true, onCompleted = callback, onSucceeded = callback, onFailed = callback });
        var id = made.GetProperty("id").GetString();

        var sleep = new { kind = "sleep", queue = Queue, input = new { duration = "PT0.3S" } };
        await Post(http, $"/batches/{id}/jobs", "parents", new { jobs = Enumerable.Repeat(sleep, Chains) });
        var parents = (await Jobs(http, id)).Select(job => job.GetProperty("id").GetString()!).ToList();
        var kill = cluster.KillSilo(1);
        foreach (var (index, some) in parents.Chunk(100).Index())
            await Post(http, $"/batches/{id}/jobs", $"children {index}", new { jobs = some.Select(parent => new { kind = "noop", queue = Queue, after = new[] { parent } }) });
        await kill;
        await Post(http, $"/batches/{id}/seal", "seal", new { });

        var batch = await Get(http, $"/batches/{id}");
        while (batch.GetProperty("state").GetString() != "completed")
        {
            await Pause.BetweenLooks();
            batch = await Get(http, $"/batches/{id}");
        }

        Assert.Equal((2 * Chains, 2 * Chains), (batch.GetProperty("total").GetInt32(), batch.GetProperty("succeeded").GetInt32()));
        var jobs = (await Jobs(http, id)).ToDictionary(job => job.GetProperty("id").GetString()!);
        var children = jobs.Values.Where(job => job.TryGetProperty("parents", out _)).ToList();
        Assert.Equal(Chains, children.Count);
        Assert.All(children, child =>
        {
            var parent = jobs[child.GetProperty("parents")[0].GetString()!];
            Assert.InRange(child.GetProperty("startedAt").GetDateTimeOffset(), parent.GetProperty("endedAt").GetDateTimeOffset(), DateTimeOffset.MaxValue);
        });

        var callbacks = batch.GetProperty("callbacks").EnumerateArray().Select(called => called.GetString()!).ToList();
        Assert.Equal(2, callbacks.Count);
        foreach (var called in callbacks) Assert.Equal("succeeded", (await Ended(http, called)).GetProperty("state").GetString());
        Assert.Equal(2 * Chains + 2, (await Get(http, $"/jobs/counts?queue={Queue}")).GetProperty("succeeded").GetInt32());
    }

    /// <summary>All jobs of the batch.</summary>
    private static async Task<List<JsonElement>> Jobs(HttpClient http, string? batch)
    {
        var jobs = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Get(http, $"/jobs?batch={batch}&limit=500{cursor}");
            jobs.AddRange(page.GetProperty("jobs").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) ? $"&cursor={next.GetString()}" : null;
        }

        return jobs;
    }

    private static async Task<JsonElement> Ended(HttpClient http, string id)
    {
        JsonElement? job;
        do job = await TryGet(http, $"/jobs/{id}?wait=10s");
        while (job?.TryGetProperty("endedAt", out _) != true);
        return job.Value;
    }

    private static async Task<JsonElement> Get(HttpClient http, string path)
    {
        while (true)
        {
            if (await TryGet(http, path) is { } answer) return answer;
            await Pause.BetweenLooks();
        }
    }

    // 503 while the cluster learns of the death, 404 before a callback is there.
    private static async Task<JsonElement?> TryGet(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>() : null;
    }

    /// <summary>Sent until it is answered, under one key.</summary>
    private static async Task<JsonElement> Post(HttpClient http, string path, string key, object body)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode) return JsonElement.Parse(text);
            Assert.True((int)response.StatusCode == 503, $"{path}: {(int)response.StatusCode} {text}");
        }

        throw new TimeoutException($"{path} is answered with 503 only.");
    }
}
