using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OrleansJobs.Tests.Service;

/// <summary>The service is killed in the middle of its work, over real HTTP and a real file.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Jobs = 2_000;
    private const int Connections = 32;
    private readonly TempDirectory _data = new();

    // ORLEANSJOBS_TEST_CRASHES=5 repeats it as often; chance decides each time when the process dies.
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("ORLEANSJOBS_TEST_CRASHES"), out var rounds) ? rounds : 1;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Every_acknowledged_job_succeeds_once_though_the_process_is_killed()
    {
        for (var round = 0; round < Rounds; round++) await KillOnce();
    }

    [Fact]
    public async Task A_zoo_query_goes_on_after_a_kill_and_waits_only_for_what_was_left()
    {
        string[] slow = ["--Zoo:MinDelay=00:00:06", "--Zoo:MaxDelay=00:00:06"];
        var asked = DateTimeOffset.UtcNow;
        string query;
        await using (var first = await ServiceProcess.Start(_data.Path, slow))
        {
            asked = DateTimeOffset.UtcNow;
            query = (await first.Http.GetFromJsonAsync<string>("/animals/bisons"))!;
            Assert.Equal(HttpStatusCode.Accepted, (await first.Http.GetAsync($"/query/{query}")).StatusCode);
            await first.Kill();
        }

        await using var second = await ServiceProcess.Start(_data.Path, slow);
        var job = await Wait(second, Guid.Parse(query));
        var ended = job.GetProperty("endedAt").GetDateTimeOffset();
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.InRange(ended, job.GetProperty("createdAt").GetDateTimeOffset().AddSeconds(6), DateTimeOffset.MaxValue);
        Assert.Equal(["crashed", "succeeded"], Outcomes(job));
        var sentence = await second.Http.GetFromJsonAsync<string>($"/query/{query}");
        Assert.Contains(" bisons ", sentence, StringComparison.Ordinal);
        output.WriteLine($"asked {asked:O}, answered {ended:O}: {(ended - asked).TotalSeconds:0.00} s");
    }

    [Fact]
    public async Task What_a_handler_fans_out_to_is_made_once_though_the_process_is_killed_on_the_way()
    {
        Guid id;
        int made;
        await using (var first = await ServiceProcess.Start(_data.Path))
        {
            Assert.Equal(HttpStatusCode.OK, (await first.Http.PostAsync("/queues/parts/pause", null)).StatusCode);
            using var response = await first.Http.PostAsJsonAsync("/jobs", new { kind = "fan" });
            id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
            do made = await Made(first);
            while (made < 300);
            await first.Kill();
        }

        await using var second = await ServiceProcess.Start(_data.Path);
        while (!(await second.Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}")).TryGetProperty("awaitsBatch", out _)) await Task.Yield();
        Assert.Equal(HttpStatusCode.OK, (await second.Http.PostAsync("/queues/parts/resume", null)).StatusCode);
        var job = await Wait(second, id);
        Assert.Equal("2000 of 2000", job.GetProperty("result").GetString());
        Assert.Equal(["crashed", "suspended", "succeeded"], Outcomes(job));
        Assert.Equal(2_001, (await second.Http.GetFromJsonAsync<JsonElement>("/jobs/counts")).GetProperty("succeeded").GetInt32());
        output.WriteLine($"{made} or more children had been made at the kill");

        static async Task<int> Made(ServiceProcess service)
        {
            var batches = (await service.Http.GetFromJsonAsync<JsonElement>("/batches")).GetProperty("batches");
            return batches.GetArrayLength() == 0 ? 0 : batches[0].GetProperty("total").GetInt32();
        }
    }

    private async Task KillOnce()
    {
        var acknowledged = new List<Guid>();
        await using (var first = await ServiceProcess.Start(_data.Path))
        {
            var kill = KillAfter(first, acknowledged, Random.Shared.Next(Jobs / 10, Jobs));
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SubmitUntilDead(first, acknowledged)));
            await kill;
        }

        await using var second = await ServiceProcess.Start(_data.Path);
        var crashed = 0;
        var latest = TimeSpan.Zero;
        foreach (var id in acknowledged)
        {
            var job = await Wait(second, id);
            Assert.Equal("succeeded", job.GetProperty("state").GetString());
            var outcomes = Outcomes(job);
            Assert.Equal("succeeded", Assert.Single(outcomes, outcome => outcome == "succeeded"));
            if (outcomes.Count == 1) continue;

            Assert.Equal(["crashed", "succeeded"], outcomes);
            crashed++;
            var again = job.GetProperty("attempts")[1].GetProperty("startedAt").GetDateTimeOffset() - second.ReadyAt;
            if (again > latest) latest = again;
        }

        output.WriteLine($"{acknowledged.Count} acknowledged, {crashed} were running at the kill; the last of them started again {latest.TotalMilliseconds:0} ms after the new process was ready");
        Assert.True(crashed > 0, "The kill hit no running job.");
    }

    /// <summary>Kills the process when so many jobs have been acknowledged.</summary>
    private static async Task KillAfter(ServiceProcess service, List<Guid> acknowledged, int count)
    {
        while (true)
        {
            lock (acknowledged)
            {
                if (acknowledged.Count >= count) break;
            }

            await Task.Yield();
        }

        await service.Kill();
    }

    private static async Task SubmitUntilDead(ServiceProcess service, List<Guid> acknowledged)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                // Some take longer, so that some run at whatever moment the process dies.
                var duration = n % 10 == 0 ? "PT2S" : "PT0.05S";
                using var response = await service.Http.PostAsJsonAsync("/jobs", new { kind = "sleep", input = new { duration } });
                Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
                var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
                lock (acknowledged)
                {
                    acknowledged.Add(id);
                    if (acknowledged.Count >= Jobs) return;
                }
            }
        }
        catch (HttpRequestException)
        {
            // The process is dead. What was not acknowledged does not count.
        }
        catch (IOException)
        {
            // It died in the middle of an answer.
        }
    }

    private static async Task<JsonElement> Wait(ServiceProcess service, Guid id) =>
        await service.Http.GetFromJsonAsync<JsonElement>($"/jobs/{id}?wait=30s");

    private static List<string?> Outcomes(JsonElement job) =>
        [.. job.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString())];
}
