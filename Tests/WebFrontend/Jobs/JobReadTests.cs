using System.Net;
using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Jobs;

public sealed class JobReadTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    [Fact]
    public async Task A_job_is_answered_in_full()
    {
        Grains.Jobs[Id] = Samples.Finished(Id);
        var job = await ReadJson(await Get($"/jobs/{Id}"), 200);
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal(42, job.GetProperty("result").GetProperty("answer").GetInt32());
        Assert.Equal(0.5, job.GetProperty("progress").GetProperty("fraction").GetDouble());
        Assert.Equal("timeout", job.GetProperty("error").GetProperty("type").GetString());
        var attempt = job.GetProperty("attempts")[0];
        Assert.Equal(1, attempt.GetProperty("number").GetInt32());
        Assert.Equal("timedOut", attempt.GetProperty("outcome").GetString());
        Assert.Equal(5, job.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12")]
    [InlineData("0199f7a25c1e7c3a9d0b6b1f6f0b8a11")]
    [InlineData("{0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11}")]
    [InlineData("17")]
    [InlineData("x%00y")]
    public async Task An_unknown_id_is_404(string id)
    {
        Grains.Jobs[Id] = Samples.Job(Id);
        var response = await Get($"/jobs/{id}");
        // A NUL in the path is refused by the server itself.
        if (response.StatusCode != HttpStatusCode.BadRequest)
            Assert.Equal("/problems/job-not-found", (await ReadAny(response)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_cannot_be_opened_is_500_and_names_the_key()
    {
        Grains.Jobs[Id] = Samples.Finished(Id) with { Input = null, Sealed = "The input is sealed with the key \"k1\"." };
        Grains.OnWait = (id, _) => Task.FromResult<Job?>(Grains.Jobs[id]);
        Grains.OnRetry = (id, _) => new ChangeResult.Changed { Job = Grains.Jobs[id] };
        foreach (var path in (string[])[$"/jobs/{Id}", $"/jobs/{Id}?wait=1s", $"/jobs/{Id}/result", $"/jobs/{Id}/events"])
        {
            var problem = await ReadProblem(await Get(path), 500, "sealed");
            Assert.Equal("The input is sealed with the key \"k1\".", problem.GetProperty("detail").GetString());
        }

        await ReadProblem(await Post($"/jobs/{Id}/replay"), 500, "sealed");
        await ReadJson(await Post($"/jobs/{Id}/retry", """{"input": 1}"""), 200);
    }

    [Fact]
    public async Task The_same_version_is_304()
    {
        Grains.Jobs[Id] = Samples.Job(Id);
        var tag = (await Get($"/jobs/{Id}")).Headers.ETag!.ToString();
        foreach (var known in new[] { tag, $"\"x\", {tag}", $"W/{tag}", "*" })
        {
            var response = await Get($"/jobs/{Id}", ("If-None-Match", known));
            Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
            Assert.Equal(tag, response.Headers.ETag?.ToString());
            Assert.Equal("", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Another_version_or_state_is_answered()
    {
        Grains.Jobs[Id] = Samples.Job(Id, state: JobState.Scheduled);
        var tag = (await Get($"/jobs/{Id}")).Headers.ETag!;
        Assert.False(tag.IsWeak);
        Grains.Jobs[Id] = Samples.Job(Id, state: JobState.Queued);
        await ReadJson(await Get($"/jobs/{Id}", ("If-None-Match", tag.ToString())), 200);
        Grains.Jobs[Id] = Samples.Job(Id, state: JobState.Scheduled) with { Version = 2 };
        await ReadJson(await Get($"/jobs/{Id}", ("If-None-Match", tag.ToString())), 200);
        await ReadJson(await Get($"/jobs/{Id}", ("If-None-Match", "nonsense")), 200);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("30s")]
    [InlineData("PT30S")]
    public async Task A_wait_is_made_of_short_calls(string wait)
    {
        Grains.OnWait = (id, time) =>
        {
            Clock.Advance(time);
            return Task.FromResult<Job?>(Samples.Job(id));
        };
        await ReadJson(await Get($"/jobs/{Id}?wait={wait}"), 200);
        Assert.Equal(Enumerable.Repeat(3.0, 10), Grains.Waited.Select(time => time.TotalSeconds));
    }

    [Fact]
    public async Task A_wait_ends_with_the_job()
    {
        Grains.OnWait = (id, time) =>
        {
            Clock.Advance(TimeSpan.FromSeconds(4));
            return Task.FromResult<Job?>(Grains.Waited.Count < 2 ? Samples.Job(id) : Samples.Finished(id));
        };
        var job = await ReadJson(await Get($"/jobs/{Id}?wait=5"), 200);
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal([3, 1], Grains.Waited.Select(time => time.TotalSeconds));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public async Task A_wait_at_a_silo_that_does_not_answer_goes_on_with_what_is_stored(bool hasEnded, int calls)
    {
        Grains.Jobs[Id] = hasEnded ? Samples.Finished(Id) : Samples.Job(Id);
        Grains.OnWait = (id, _) => Grains.Waited.Count < 3 ? throw new TimeoutException("No answer.") : Task.FromResult<Job?>(Samples.Finished(id));
        var job = await ReadJson(await AsTimePasses(Get($"/jobs/{Id}?wait=30s")), 200);
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal(calls, Grains.Waited.Count);
    }

    [Fact]
    public async Task A_silo_that_refuses_at_once_is_not_asked_again_and_again()
    {
        Grains.Jobs[Id] = Samples.Job(Id);
        Grains.OnWait = (_, _) => throw new TimeoutException("Refused.");
        Assert.Equal("queued", (await ReadJson(await AsTimePasses(Get($"/jobs/{Id}?wait=1s")), 200)).GetProperty("state").GetString());
        Assert.InRange(Grains.Waited.Count, 1, 6);
    }

    private async Task<HttpResponseMessage> AsTimePasses(Task<HttpResponseMessage> answer)
    {
        while (!answer.IsCompleted)
        {
            await Pause.BetweenLooks();
            Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        return await answer;
    }

    [Fact]
    public async Task The_longest_wait_is_a_minute()
    {
        Grains.OnWait = (id, time) =>
        {
            Clock.Advance(time);
            return Task.FromResult<Job?>(Samples.Job(id));
        };
        await ReadJson(await Get($"/jobs/{Id}?wait=PT1H"), 200);
        Assert.Equal(60, Grains.Waited.Sum(time => time.TotalSeconds));
    }

    [Fact]
    public async Task The_prefer_header_waits_too_and_is_acknowledged()
    {
        Grains.OnWait = (id, _) => Task.FromResult<Job?>(Samples.Finished(id));
        var response = await Get($"/jobs/{Id}", ("Prefer", "respond-async, wait=90"));
        await ReadJson(response, 200);
        Assert.Equal("wait=60", response.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal([3], Grains.Waited.Select(time => time.TotalSeconds));
    }

    [Theory]
    [InlineData("wait=soon")]
    [InlineData("\"wait=1\"")]
    public async Task A_preference_that_is_not_understood_is_ignored(string preference)
    {
        Grains.Jobs[Id] = Samples.Job(Id);
        await ReadJson(await Get($"/jobs/{Id}", ("Prefer", preference)), 200);
        Assert.Empty(Grains.Waited);
    }

    [Fact]
    public async Task A_preference_beside_a_wrong_parameter_is_not_acknowledged()
    {
        var response = await Get($"/jobs/{Id}?wait=soon", ("Prefer", "wait=1"));
        await ReadProblem(response, 400, "invalid-query");
        Assert.False(response.Headers.Contains("Preference-Applied"));
    }

    [Fact]
    public async Task No_wait_asks_no_job_grain()
    {
        Grains.Jobs[Id] = Samples.Job(Id);
        await ReadJson(await Get($"/jobs/{Id}?wait=0"), 200);
        Assert.Empty(Grains.Waited);
    }

    [Fact]
    public async Task Waiting_for_an_unknown_job_is_404() =>
        await ReadProblem(await Get($"/jobs/{Id}?wait=5"), 404, "job-not-found");

    [Fact]
    public async Task A_wait_ends_when_the_process_is_being_stopped()
    {
        Grains.Jobs[Id] = Samples.Job(Id);
        var asked = new TaskCompletionSource();
        Grains.OnWait = (_, _) =>
        {
            asked.SetResult();
            return new TaskCompletionSource<Job?>().Task;
        };
        var response = Get($"/jobs/{Id}?wait=30");
        await asked.Task;
        App.Lifetime.StopApplication();
        await ReadJson(await response, 200);
    }

    [Theory]
    [InlineData("wait=soon", "wait")]
    [InlineData("wait=-1", "wait")]
    [InlineData("wait=-PT1S", "wait")]
    [InlineData("wait=", "wait")]
    [InlineData("wait=1&wait=2", "wait")]
    [InlineData("wat=1", "wat")]
    public async Task A_wrong_parameter_is_400_and_named(string query, string name) =>
        FieldError(await ReadProblem(await Get($"/jobs/{Id}?{query}"), 400, "invalid-query"), name);

    private static async Task<JsonElement> ReadAny(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
