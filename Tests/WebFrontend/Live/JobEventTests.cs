using System.Net;
using OrleansJobs.Jobs;
using OrleansJobs.Live;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Live;

/// <summary>What a caller is told of one job, and is told again after its connection broke.</summary>
public sealed class JobEventTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private static readonly string Path = $"/jobs/{Id}/events";

    private Task<EventReader> Open(string? lastId = null) => EventReader.Open(Client, Path, lastId);

    [Fact]
    public async Task A_job_is_told_from_its_present_state_to_its_result()
    {
        var job = new WatchedJob(Grains, Id);
        await using var events = await Open();
        Assert.Equal(("no-store", "text/event-stream", "no"), (
            events.Response.Headers.CacheControl!.ToString(), events.Response.Content.Headers.ContentType!.ToString(),
            events.Response.Headers.GetValues("X-Accel-Buffering").Single()));
        Assert.Equal("state queued", (await events.Next())!.Brief);
        await Grains.Tell(
            job.Start(), job.Report(0.5, WatchedJob.Line(1), WatchedJob.Line(2)), job.Report(null, WatchedJob.Line(3)), job.Report(null),
            job.Succeed("""{"answer": 42}""", WatchedJob.Line(4)));
        var seen = await events.Rest();
        Assert.Equal(
            ["state running", "log 1.1", "log 1.2", "progress 0.5", "log 1.3", "log 1.4", "state succeeded", """result {"answer": 42}"""],
            seen.Select(told => told.Brief));
        Assert.Equal(["2.0.0", "2.1.1", "2.1.2", "3.1.2", "4.1.3", "5.1.4", "6.1.4", "6.1.4.result"], seen.Select(told => told.Id));
        Assert.False(seen[6].Json.TryGetProperty("result", out _));
        Assert.Equal("text", seen[1].Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Whoever_comes_back_with_any_id_gets_the_rest_and_nothing_twice()
    {
        var job = new WatchedJob(Grains, Id);
        var seen = new List<SeenEvent>();
        await using (var events = await Open())
        {
            await Grains.Tell(job.Start(), job.Report(0.5, WatchedJob.Line(1), WatchedJob.Line(2)), job.Report(null, WatchedJob.Line(3)), job.Succeed("1", WatchedJob.Line(4)));
            seen.AddRange(await events.Rest());
        }

        // Of what was only on the way only the last state and the lines are stored.
        for (var i = 0; i < seen.Count - 1; i++)
        {
            var rest = seen.Skip(i + 1).Where(told => told.Name is "log" or "result" || told.Brief == "state succeeded").ToList();
            await using var again = await Open(seen[i].Id);
            Assert.Equal(rest.Select(told => told.Brief), (await again.Rest()).Select(told => told.Brief));
        }

        using var all = await Get(Path, ("Last-Event-ID", seen[^1].Id!));
        Assert.Equal(HttpStatusCode.NoContent, all.StatusCode);
    }

    [Fact]
    public async Task Whoever_comes_back_in_the_middle_goes_on_live()
    {
        var job = new WatchedJob(Grains, Id);
        job.Start();
        job.Report(0.2, WatchedJob.Line(1), WatchedJob.Line(2));
        await using var events = await Open("3.1.1");
        Assert.Equal(("log 1.2", "3.1.2"), await events.Next() is { } line ? (line.Brief, line.Id) : default);

        // A line that was read already may be told again.
        await Grains.Tell(job.Report(0.7, WatchedJob.Line(2), WatchedJob.Line(3)));
        Assert.Equal(["log 1.3", "progress 0.7"], [(await events.Next())!.Brief, (await events.Next())!.Brief]);
    }

    [Fact]
    public async Task A_retry_goes_on_and_failed_and_cancelled_jobs_end_the_stream()
    {
        var job = new WatchedJob(Grains, Id);
        await using var events = await Open();
        await Grains.Tell(
            job.Start(), job.Change(now => now with { State = JobState.Scheduled }), job.Start(2), job.Change(now => now with { State = JobState.Failed }));
        Assert.Equal(
            ["state queued", "state running", "state scheduled", "state running", "state failed"], (await events.Rest()).Select(told => told.Brief));

        job = new WatchedJob(Grains, Id);
        await using var others = await Open();
        await Grains.Tell(job.Change(now => now with { State = JobState.Cancelled }));
        Assert.Equal(["state queued", "state cancelled"], (await others.Rest()).Select(told => told.Brief));
    }

    [Fact]
    public async Task Of_a_job_that_has_ended_all_is_told_at_once()
    {
        var job = new WatchedJob(Grains, Id);
        job.Start();
        job.Report(1, WatchedJob.Line(1));
        job.Succeed("null");
        await using var events = await Open();
        Assert.Equal(["log 1.1", "state succeeded", "result null"], (await events.Rest()).Select(told => told.Brief));
    }

    [Fact]
    public async Task A_line_of_any_text_is_one_event()
    {
        const string Hostile = "one\ntwo\r\nthree\rfour\n\ndata: x\nevent: state\u2028\u2029\0 {\"\\ 😀 é <b>";
        var job = new WatchedJob(Grains, Id);
        await using var events = await Open();
        await Grains.Tell(job.Report(null, WatchedJob.Line(1, Hostile), WatchedJob.Line(2, "half \ud83d")), job.Succeed("{\n\"a\":\r\n1}"));
        var seen = await events.Rest();
        Assert.Equal(["state", "log", "log", "state", "result"], seen.Select(told => told.Name));
        Assert.Equal(Hostile.Replace('\0', '\ufffd'), seen[1].Json.GetProperty("text").GetString());
        Assert.Equal("half \ufffd", seen[2].Json.GetProperty("text").GetString());
        Assert.Equal(1, seen[4].Json.GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task A_version_that_was_missed_is_read_with_its_lines()
    {
        var job = new WatchedJob(Grains, Id);
        await using var events = await Open();
        await events.Next();
        job.Start();
        job.Report(0.1, WatchedJob.Line(1));
        await Grains.Tell(job.Report(0.5, WatchedJob.Line(2)));
        Assert.Equal(["state running", "log 1.1", "log 1.2"], [(await events.Next())!.Brief, (await events.Next())!.Brief, (await events.Next())!.Brief]);
        await Grains.Tell(job.Succeed());
        Assert.Equal(["state succeeded", "result 42"], (await events.Rest()).Select(told => told.Brief));
    }

    [Fact]
    public async Task A_commit_in_doubt_is_read()
    {
        var job = new WatchedJob(Grains, Id);
        await using var events = await Open();
        job.Change(now => now with { State = JobState.Cancelled });
        await Grains.Tell(new JobNews { Id = Id, Version = 0 });
        Assert.Equal(["state queued", "state cancelled"], (await events.Rest()).Select(told => told.Brief));
    }

    [Theory]
    [InlineData("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12")]
    [InlineData("17")]
    public async Task An_unknown_job_is_404(string id) => await ReadProblem(await Get($"/jobs/{id}/events"), 404, "job-not-found");

    [Theory]
    [InlineData("x")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("1.-2.3")]
    [InlineData("1.2.3.result.x")]
    [InlineData("99999999999999999999.0.0")]
    public async Task A_wrong_id_is_400(string id)
    {
        _ = new WatchedJob(Grains, Id);
        await ReadProblem(await Get(Path, ("Last-Event-ID", id)), 400, "invalid-event-id");
    }

    [Fact]
    public async Task A_version_that_is_not_reached_begins_anew()
    {
        var job = new WatchedJob(Grains, Id);
        await using var events = await Open("9.9.9");
        await Grains.Tell(job.Change(now => now with { State = JobState.Failed }));
        Assert.Equal(["state queued", "state failed"], (await events.Rest()).Select(told => told.Brief));
    }

    [Fact]
    public async Task Parameters_are_refused() =>
        FieldError(await ReadProblem(await Get($"{Path}?wait=1s"), 400, "invalid-query"), "wait");

    [Fact]
    public async Task HEAD_has_the_headers_and_ends()
    {
        _ = new WatchedJob(Grains, Id);
        using var head = await Send(HttpMethod.Head, Path, null);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (head.StatusCode, head.Content.Headers.ContentType!.ToString()));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }
}
