using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>GET /api/graceful_shutdown on the real service, and what the next process finds.</summary>
public sealed class GracefulShutdownTests : IDisposable
{
    private static readonly string[] Narrow = ["--Queues:narrow:Concurrency=1"];
    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_is_running_or_due_is_finished_and_all_else_is_there_after_the_restart()
    {
        List<Guid> now = [], paused = [];
        Guid scheduled, retried;
        await using (var first = await ServiceProcess.Start(_data.Path, Narrow))
        {
            (await first.Http.PostAsync(new Uri("/queues/paused/pause", UriKind.Relative), null)).EnsureSuccessStatusCode();
            scheduled = await Submit(first, new { kind = "sleep", input = new { duration = "PT0S" }, delay = "PT1H" });
            retried = await Submit(first, new { kind = "fail", input = new { times = 1 }, retry = new { maxAttempts = 3, initialDelay = "PT1H", maxDelay = "PT2H", jitter = 0 } });
            for (var i = 0; i < 3; i++) paused.Add(await Submit(first, Sleep("paused", "PT0S")));
            for (var i = 0; i < 5; i++) now.Add(await Submit(first, Sleep("narrow", "PT0.2S")));
            for (var i = 0; i < 5; i++) now.Add(await Submit(first, Sleep("default", "PT3S")));

            Assert.Equal("running", await Shutdown(first));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Post(first, Sleep("default", "PT0S"))).StatusCode);
            while (await Shutdown(first) == "running") await Pause.BetweenLooks();

            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Post(first, Sleep("default", "PT0S"))).StatusCode);
            foreach (var id in now) Assert.Equal("succeeded", (await Read(first, id)).State);
            Assert.Equal(0, await first.WhenEnded());
        }

        await using var second = await ServiceProcess.Start(_data.Path, Narrow);
        foreach (var id in now) Assert.Equal(("succeeded", "succeeded"), await Read(second, id));
        foreach (var id in paused) Assert.Equal(("queued", ""), await Read(second, id));
        Assert.Equal(("scheduled", ""), await Read(second, scheduled));
        Assert.Equal(("scheduled", "failed"), await Read(second, retried));

        (await second.Http.PostAsync(new Uri("/queues/paused/resume", UriKind.Relative), null)).EnsureSuccessStatusCode();
        foreach (var id in paused) Assert.Equal(("succeeded", "succeeded"), await Read(second, id, "?wait=30s"));
    }

    [Fact]
    public async Task At_the_timeout_the_process_ends_all_the_same_and_the_job_goes_on_in_the_next()
    {
        Guid job;
        await using (var first = await ServiceProcess.Start(_data.Path, "--Shutdown:Timeout=00:00:01"))
        {
            job = await Submit(first, Sleep("default", "PT1M"));
            Assert.Equal("running", await Shutdown(first));
            Assert.Equal(0, await first.WhenEnded());
        }

        await using var second = await ServiceProcess.Start(_data.Path);
        await RunsAgain(second, job);
    }

    [Fact]
    public async Task A_signal_in_the_middle_ends_it_at_once()
    {
        Guid job;
        await using (var first = await ServiceProcess.Start(_data.Path, "--Shutdown:Timeout=01:00:00"))
        {
            job = await Submit(first, Sleep("default", "PT1M"));
            Assert.Equal("running", await Shutdown(first));
            Assert.Equal(0, await first.Stop());
        }

        await using var second = await ServiceProcess.Start(_data.Path);
        await RunsAgain(second, job);
    }

    private static async Task RunsAgain(ServiceProcess service, Guid id)
    {
        (string?, string) seen;
        do seen = await Read(service, id);
        while (seen == ("queued", "interrupted"));
        Assert.Equal(("running", "interrupted,running"), seen);
    }

    private static object Sleep(string queue, string duration) => new { kind = "sleep", queue, input = new { duration } };

    private static Task<HttpResponseMessage> Post(ServiceProcess service, object job) => service.Http.PostAsJsonAsync("/jobs", job);

    private static async Task<Guid> Submit(ServiceProcess service, object job)
    {
        using var response = await Post(service, job);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task<string?> Shutdown(ServiceProcess service) =>
        (await service.Http.GetFromJsonAsync<JsonElement>("/api/graceful_shutdown")).GetProperty("status").GetString();

    /// <summary>The job's state and how its attempts went.</summary>
    private static async Task<(string? State, string Outcomes)> Read(ServiceProcess service, Guid id, string query = "")
    {
        var job = await service.Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}{query}");
        var outcomes = job.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString());
        return (job.GetProperty("state").GetString(), string.Join(',', outcomes));
    }
}
