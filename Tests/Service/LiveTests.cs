using System.Net.Http.Json;
using System.Text.Json;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Service;

/// <summary>Streams of the whole service, over real storage.</summary>
public sealed class LiveTests : RunningService
{
    [Fact]
    public async Task A_job_is_seen_from_queued_to_its_result_and_again_after_it()
    {
        using (await Post("/queues/slow/pause"))
        {
        }

        var id = await Submit(new { kind = "talk", queue = "slow" });
        await using var events = await EventReader.Open(Service.Http, $"/jobs/{id}/events");
        var seen = new List<SeenEvent> { (await events.Next())! };
        using (await Post("/queues/slow/resume")) seen.AddRange(await events.Rest());
        string[] told = ["state queued", "state running", "log 1.1", "log 1.2", "log 1.3", "progress 1", "state succeeded", "result \"done\""];
        Assert.Equal(told, seen.Select(each => each.Brief));
        Assert.Equal(TalkJob.Lines.Select(line => line.Replace('\0', '\ufffd')), seen.Where(each => each.Name == "log").Select(each => each.Json.GetProperty("text").GetString()));

        await using var again = await EventReader.Open(Service.Http, $"/jobs/{id}/events", seen[3].Id);
        Assert.Equal(["log 1.3", "state succeeded", "result \"done\""], (await again.Rest()).Select(each => each.Brief));
        await using var anew = await EventReader.Open(Service.Http, $"/jobs/{id}/events");
        Assert.Equal(["log 1.1", "log 1.2", "log 1.3", "state succeeded", "result \"done\""], (await anew.Rest()).Select(each => each.Brief));
    }

    [Fact]
    public async Task What_becomes_of_a_job_is_seen_retry_cancel_and_failure()
    {
        var failing = await Submit(new { kind = "fail", input = new { times = 9 }, retry = new { maxAttempts = 2, initialDelay = "PT0.01S", jitter = 0 } });
        await using (var events = await EventReader.Open(Service.Http, $"/jobs/{failing}/events"))
            Assert.Equal("state failed", (await events.Rest())[^1].Brief);

        var sleeping = await Submit(new { kind = "sleep", input = new { duration = "PT60S" } });
        await using var others = await EventReader.Open(Service.Http, $"/jobs/{sleeping}/events");
        while (await others.Next() is not { Brief: "state running" })
        {
        }

        using (await Post($"/jobs/{sleeping}/cancel"))
            Assert.Equal(["state cancelled"], (await others.Rest()).Select(each => each.Brief));
    }

    [Fact]
    public async Task Whoever_reads_sees_every_job_of_a_burst()
    {
        await using var feed = await EventReader.Open(Service.Http, "/events");
        using (await Service.Http.PostAsJsonAsync("/jobs/batch", Enumerable.Repeat(new { kind = "noop" }, 3_000)))
        {
            for (var succeeded = 0; succeeded < 3_000;)
            {
                var seen = await feed.Next();
                Assert.Equal("state", seen?.Name);
                if (seen!.Brief == "state succeeded") succeeded++;
            }
        }
    }

    [Fact]
    public async Task Open_streams_hold_up_no_stop()
    {
        var id = await Submit(new { kind = "sleep", input = new { duration = "PT60S" } });
        await using var events = await EventReader.Open(Service.Http, $"/jobs/{id}/events");
        await using var feed = await EventReader.Open(Service.Http, "/events");
        await events.Next();
        Assert.Equal(0, await Service.Stop().WaitAsync(TimeSpan.FromSeconds(10)));
        await events.Rest();
    }

    private Task<HttpResponseMessage> Post(string path) => Service.Http.PostAsync(new Uri(path, UriKind.Relative), null);

    private async Task<string> Submit(object job)
    {
        using var answer = await Service.Http.PostAsJsonAsync("/jobs", job);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
