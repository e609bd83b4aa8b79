using System.Net.Sockets;
using System.Text;
using OrleansJobs.Jobs;
using OrleansJobs.Live;
using OrleansJobs.Tests.Support;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Live;

/// <summary>Many streams in one process: what they share, what each may take, and how they end whatever is lost.</summary>
public sealed class WatchHubTests : WebService
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private static readonly string Path = $"/jobs/{Id}/events";

    protected override string[] Arguments => ["--Live:Watchers=20", "--Live:Buffer=3"];

    private Task<EventReader> Open() => EventReader.Open(Client, Path);

    [Fact]
    public async Task Many_who_watch_one_job_share_one_subscription()
    {
        var job = new WatchedJob(Grains, Id);
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Open()));
        Assert.Equal(Id, Assert.Single(Assert.Single(Grains.Leases).Jobs));
        await Grains.Tell(job.Start(), job.Succeed());
        foreach (var events in all)
            Assert.Equal(["state queued", "state running", "state succeeded", "result 42"], (await events.Rest()).Select(told => told.Brief));
        foreach (var events in all) await events.DisposeAsync();
    }

    [Fact]
    public async Task The_subscription_ends_with_the_last_of_them()
    {
        var job = new WatchedJob(Grains, Id);
        await using var first = await Open();
        await using (await Open())
        {
        }

        await Grains.Tell(job.Change(now => now with { State = JobState.Failed }));
        await first.Rest();
        while (!Grains.Leases[^1].IsEmpty)
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.True(await Grains.LeaseCalls.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        var leases = Grains.Leases.Count;
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(leases, Grains.Leases.Count);
    }

    [Fact]
    public async Task Whoever_never_reads_is_dropped_and_others_go_on()
    {
        var job = new WatchedJob(Grains, Id);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        var deaf = tcp.GetStream();
        await deaf.WriteAsync(Encoding.ASCII.GetBytes($"GET {Path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        await deaf.ReadExactlyAsync(new byte[100]);
        await using var events = await Open();
        await events.Next();

        // More than the buffers of both ends of a connection hold.
        var text = new string('x', 500_000);
        for (var number = 1; number <= 60; number++)
        {
            await Grains.Tell(job.Report(null, WatchedJob.Line(number, text)));
            Assert.Equal($"log 1.{number}", (await events.Next())!.Brief);
        }

        Assert.True(await EndsWithoutItsEnd(deaf));
        await Grains.Tell(job.Change(now => now with { State = JobState.Failed }));
        Assert.Equal(["state failed"], (await events.Rest()).Select(told => told.Brief));
    }

    [Fact]
    public async Task One_too_many_is_refused()
    {
        _ = new WatchedJob(Grains, Id);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Open()));
        foreach (var path in (string[])[Path, "/events"])
        {
            using var refused = await Get(path);
            await ReadProblem(refused, 503, "too-many-watchers");
            Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
        }

        foreach (var events in all) await events.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_job_takes_no_place()
    {
        for (var i = 0; i < 30; i++) await ReadProblem(await Get($"/jobs/{Guid.NewGuid()}/events"), 404, "job-not-found");
    }

    [Fact]
    public async Task Streams_end_when_the_process_stops()
    {
        _ = new WatchedJob(Grains, Id);
        await using var events = await Open();
        await using var feed = await EventReader.Open(Client, "/events");
        await events.Next();
        await App.StopAsync();
        Assert.Null(await events.Next());
        Assert.Null(await feed.Next());
        Assert.True(Grains.Leases[^1].IsEmpty);
    }

    [Fact]
    public async Task A_comment_comes_now_and_then()
    {
        _ = new WatchedJob(Grains, Id);
        await using var events = await Open();
        var stream = await events.Response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(":", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task An_end_of_which_nobody_told_is_found_when_a_silo_came_or_went()
    {
        var job = new WatchedJob(Grains, Id);
        await using var events = await Open();
        job.Start();
        job.Report(0.5, WatchedJob.Line(1));
        job.Succeed();
        Grains.OnWatch = () => new WatchTerm { Term = Guid.Empty, Generation = 2 };
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["state queued", "log 1.1", "state succeeded", "result 42"], (await events.Rest()).Select(told => told.Brief));
    }

    [Fact]
    public async Task While_no_silo_answers_a_stream_begins_all_the_same_and_looks_again_when_one_does()
    {
        var job = new WatchedJob(Grains, Id);
        var answer = Grains.OnWatch;
        Grains.OnWatch = () => throw new TimeoutException("No silo answers.");
        await using var events = await Open();
        job.Change(now => now with { State = JobState.Cancelled });
        Grains.OnWatch = answer;
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["state queued", "state cancelled"], (await events.Rest()).Select(told => told.Brief));
    }

    [Fact]
    public async Task News_that_was_dropped_on_its_way_is_made_good()
    {
        var job = new WatchedJob(Grains, Id);
        await using var events = await Open();
        job.Change(now => now with { State = JobState.Failed });
        await Grains.Tell(new NewsBatch { From = Guid.NewGuid(), Number = 1, News = [], Missed = true });
        Assert.Equal(["state queued", "state failed"], (await events.Rest()).Select(told => told.Brief));
    }

    /// <summary>Reads to the end of the connection; whether the end of the answer is missing.</summary>
    private static async Task<bool> EndsWithoutItsEnd(NetworkStream stream)
    {
        var (buffer, tail) = (new byte[1 << 20], "");
        try
        {
            while (await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30)) is > 0 and var read)
                tail = Encoding.ASCII.GetString(buffer, Math.Max(0, read - 5), Math.Min(5, read));
        }
        catch (IOException)
        {
            // A reset is an end too.
        }

        return tail != "0\r\n\r\n";
    }
}
