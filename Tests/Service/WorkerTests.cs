using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>Jobs that workers outside run, over the HTTP and the storage of the whole service.</summary>
public sealed class WorkerTests(RunningService shared) : IClassFixture<RunningService>
{
    private static int _tests;

    // Of each test, in a queue of the same name.
    private readonly string _kind = $"thumb{Interlocked.Increment(ref _tests)}";

    [Fact]
    public async Task A_job_is_run_from_its_lease_to_its_result()
    {
        var service = await Register(shared.Service, inputSchema: new { type = "object", required = new[] { "url" } });
        var invalid = await Ask(service, HttpMethod.Post, "/jobs", new { kind = _kind, input = new { uri = "x" } }, 422);
        Assert.True(invalid.GetProperty("errors").TryGetProperty("input", out _));
        var id = await Submit(service, new { kind = _kind, input = new { url = "x" } });

        var leased = await Lease(service);
        Assert.Equal(id, leased.Id);
        Assert.Equal("x", leased.Job.GetProperty("input").GetProperty("url").GetString());
        var beat = await leased.Say("heartbeat", new { progress = new { fraction = 0.5 }, log = new[] { "one", "two" }, checkpoint = new[] { 1 } });
        Assert.False(beat.GetProperty("cancelRequested").GetBoolean());
        Assert.Equal(7, (await leased.Save("measured", 7)).GetInt32());
        Assert.Equal(7, (await leased.Save("measured", 8)).GetInt32());
        Assert.Equal(0.5, (await Job(service, id)).GetProperty("progress").GetProperty("fraction").GetDouble());
        await leased.Say("complete", new { result = new { width = 320 } }, 204);
        await leased.Say("complete", new { result = new { width = 320 } }, 204);
        await leased.Say("heartbeat", new { }, 409);

        var job = await Job(service, id);
        Assert.Equal(("succeeded", 320), (job.GetProperty("state").GetString(), job.GetProperty("result").GetProperty("width").GetInt32()));
        var lines = (await Ask(service, HttpMethod.Get, $"/jobs/{id}/logs", null, 200)).GetProperty("lines").EnumerateArray();
        Assert.Equal(["one", "two"], lines.Select(line => line.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_with_an_input_refuses_it()
    {
        var service = await Register(shared.Service, inputSchema: new { properties = new { s = new { type = "string", pattern = "^(a+)+$" } } });
        var invalid = await Ask(service, HttpMethod.Post, "/jobs", new { kind = _kind, input = new { s = new string('a', 40) + "!" } }, 422);
        Assert.Contains("takes too long", invalid.GetProperty("errors").GetProperty("input")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_job_of_a_worker_that_is_lost_goes_to_another_and_the_first_one_is_too_late()
    {
        var service = await Register(shared.Service);
        var id = await Submit(service, new { kind = _kind, retry = new { maxAttempts = 1 } });
        var lost = await Lease(service, new { worker = "lost", leaseFor = "PT1S" });
        await lost.Save("measured", 7);

        var second = await Lease(service, new { worker = "second" });
        Assert.Equal((id, 7), (second.Id, second.Steps.GetProperty("value").GetInt32()));
        Assert.Equal("/problems/stale-token", (await lost.Say("complete", new { }, 409)).GetProperty("type").GetString());
        await lost.Say("heartbeat", new { }, 409);
        await second.Say("complete", new { result = 1 }, 204);

        var job = await Job(service, id);
        Assert.Equal(1, job.GetProperty("result").GetInt32());
        var attempts = job.GetProperty("attempts").EnumerateArray().ToList();
        Assert.Equal(["crashed by lost", "succeeded by second"], attempts.Select(attempt => $"{attempt.GetProperty("outcome").GetString()} by {attempt.GetProperty("worker").GetString()}"));
        Assert.All(attempts, attempt => Assert.False(attempt.TryGetProperty("silo", out _)));
    }

    [Fact]
    public async Task A_failure_uses_a_retry_and_a_release_does_not()
    {
        var service = await Register(shared.Service);
        var id = await Submit(service, new { kind = _kind, retry = new { maxAttempts = 2, initialDelay = "PT0.01S", jitter = 0 } });
        await (await Lease(service)).Say("release", new { }, 204);
        await (await Lease(service)).Say("fail", new { error = new { type = "HTTPError", message = "503" } }, 204);
        var last = await Lease(service);
        await last.Say("fail", new { error = new { type = "HTTPError", message = "504" }, holdQueueUntil = DateTimeOffset.UtcNow.AddHours(1) }, 204);

        var job = await Job(service, id);
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Equal("504", job.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(["interrupted", "failed", "failed"], Outcomes(job));
        Assert.Equal("job", (await Ask(service, HttpMethod.Get, $"/queues/{_kind}", null, 200)).GetProperty("held").GetProperty("by").GetString());
    }

    [Fact]
    public async Task A_worker_hears_that_its_job_was_cancelled()
    {
        var service = await Register(shared.Service);
        var id = await Submit(service, new { kind = _kind });
        var leased = await Lease(service);
        await Ask(service, HttpMethod.Post, $"/jobs/{id}/cancel", null, 200);
        Assert.True((await leased.Say("heartbeat", new { })).GetProperty("cancelRequested").GetBoolean());
        await leased.Say("complete", new { }, 409);
        Assert.Equal(["cancelled"], Outcomes(await Job(service, id)));
    }

    [Fact]
    public async Task A_job_goes_to_one_worker_that_has_its_labels_when_its_queue_lets_it()
    {
        var service = await Register(shared.Service);
        var id = await Submit(service, new { kind = _kind, requires = new[] { "gpu" } });
        Assert.Equal(["no-worker"], await Reasons(service, id));
        Assert.Empty(await TryLease(service, new { labels = new[] { "cpu" } }));
        Assert.Equal(["no-worker"], await Reasons(service, id));

        await Ask(service, HttpMethod.Post, $"/queues/{_kind}/pause", null, 200);
        Assert.Empty(await TryLease(service, new { labels = new[] { "gpu" } }));
        Assert.Equal(["paused"], await Reasons(service, id));
        await Ask(service, HttpMethod.Post, $"/queues/{_kind}/resume", null, 200);

        var both = await Task.WhenAll(Enumerable.Repeat(0, 8).Select(_ => TryLease(service, new { labels = new[] { "cpu", "gpu" }, wait = "PT3S" })));
        Assert.Equal(id, Assert.Single(both.SelectMany(each => each)).Id);
    }

    [Fact]
    public async Task Who_waits_gets_the_job_that_comes_and_who_has_gone_keeps_it_from_nobody()
    {
        var service = await Register(shared.Service);
        using (var gone = new CancellationTokenSource())
        {
            var request = service.Http.PostAsJsonAsync($"/queues/{_kind}/lease", new { kinds = new[] { _kind }, wait = "PT60S" }, gone.Token);
            var ahead = await Submit(service, new { kind = _kind, requires = new[] { "never" } });
            while (await Reasons(service, ahead) is not ["no-worker"]) await Task.Yield();
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        var waiting = Lease(service, new { wait = "PT60S" });
        var id = await Submit(service, new { kind = _kind });
        Assert.Equal(id, (await waiting).Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_completes_its_job_after_a_restart_of_the_service(bool inPeace)
    {
        using var data = new TempDirectory();
        Leased leased;
        await using (var first = await Register(await ServiceProcess.Start(data.Path)))
        {
            await Submit(first, new { kind = _kind });
            leased = await Lease(first, new { leaseFor = "PT10M" });
            if (inPeace) Assert.Equal(0, await first.Stop());
            else await first.Kill();
        }

        await using var second = await ServiceProcess.Start(data.Path);
        leased = leased with { Service = second };
        Assert.Empty(await TryLease(second, new { }));
        await leased.Say("heartbeat", new { });
        await leased.Say("complete", new { result = "done" }, 204);
        Assert.Equal(["succeeded"], Outcomes(await Job(second, leased.Id)));
    }

    /// <summary>Registers the kind of the test.</summary>
    private async Task<ServiceProcess> Register(ServiceProcess service, object? inputSchema = null)
    {
        await Ask(service, HttpMethod.Put, $"/kinds/{_kind}", new { queue = _kind, inputSchema }, 201);
        return service;
    }

    private static async Task<Guid> Submit(ServiceProcess service, object job) => (await Ask(service, HttpMethod.Post, "/jobs", job, 202)).GetProperty("id").GetGuid();

    private static Task<JsonElement> Job(ServiceProcess service, Guid id) => Ask(service, HttpMethod.Get, $"/jobs/{id}", null, 200);

    /// <summary>The one job that comes while it is waited for.</summary>
    private async Task<Leased> Lease(ServiceProcess service, object? more = null)
    {
        var asked = JsonSerializer.SerializeToNode(new { wait = "PT30S" })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more ?? new { })!.AsObject()) asked[name] = value?.DeepClone();
        return Assert.Single(await TryLease(service, asked));
    }

    private async Task<List<Leased>> TryLease(ServiceProcess service, object more)
    {
        var asked = JsonSerializer.SerializeToNode(more)!.AsObject();
        asked["kinds"] = JsonSerializer.SerializeToNode(new[] { _kind });
        var jobs = (await Ask(service, HttpMethod.Post, $"/queues/{_kind}/lease", asked, 200)).GetProperty("jobs");
        return [.. jobs.EnumerateArray().Select(each => new Leased(service, each.GetProperty("job"), each.GetProperty("token").GetString()!, each.GetProperty("steps")))];
    }

    private static async Task<List<string?>> Reasons(ServiceProcess service, Guid id) =>
        [.. (await Ask(service, HttpMethod.Get, $"/jobs/{id}/explain", null, 200)).GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString())];

    private static List<string?> Outcomes(JsonElement job) =>
        [.. job.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString())];

    private static async Task<JsonElement> Ask(ServiceProcess service, HttpMethod method, string path, object? body, int status)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await service.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>A job in the hands of a worker.</summary>
    private sealed record Leased(ServiceProcess Service, JsonElement Job, string Token, JsonElement AllSteps)
    {
        public Guid Id => Job.GetProperty("id").GetGuid();

        public JsonElement Steps => Assert.Single(AllSteps.EnumerateArray());

        public Task<JsonElement> Say(string what, object more, int status = 200) => Ask(Service, HttpMethod.Post, $"/jobs/{Id}/{what}", With(more), status);

        public async Task<JsonElement> Save(string name, object value) =>
            (await Ask(Service, HttpMethod.Put, $"/jobs/{Id}/steps/{name}", With(new { value }), 200)).GetProperty("value");

        private JsonObject With(object more)
        {
            var body = JsonSerializer.SerializeToNode(more)!.AsObject();
            body["token"] = Token;
            return body;
        }
    }
}
