using OrleansJobs.Queues;
using OrleansJobs.Rates;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Queues;

public sealed class QueueReadTests : WebService
{
    private static readonly QueueStatus Busy = QueueStatus.Of("busy", new QueueSettings { Concurrency = 3 }, 1_000) with
    {
        Depth = new QueueDepth { Scheduled = 1, Queued = 2, Running = 3 },
        OldestWaiting = TimeSpan.FromSeconds(1.5),
        Throughput = 0.25,
    };

    [Fact]
    public async Task A_queue_tells_its_depth_age_and_throughput()
    {
        Grains.Queues["busy"] = Busy;
        Assert.Equal(
            """{"name":"busy","paused":false,"concurrency":3,"limit":3,"depth":{"scheduled":1,"queued":2,"running":3},"oldestWaiting":"PT1.5S","throughput":0.25}""",
            (await ReadJson(await Get("/queues/busy"), 200)).GetRawText());
    }

    [Fact]
    public async Task Queues_are_listed_in_pages()
    {
        var asked = new List<(string?, int)>();
        Grains.OnListQueues = (after, limit) =>
        {
            asked.Add((after, limit));
            return new QueuePage { Queues = [Busy], Next = after is null ? "busy" : null };
        };
        var response = await Get("/queues?limit=1");
        Assert.Equal("</queues?limit=1&cursor=busy>; rel=\"next\"", Assert.Single(response.Headers.GetValues("Link")));
        var first = await ReadJson(response, 200);
        Assert.Equal(3, first.GetProperty("queues")[0].GetProperty("depth").GetProperty("running").GetInt32());
        var last = await ReadJson(await Get($"/queues?cursor={first.GetProperty("nextCursor").GetString()}"), 200);
        Assert.False(last.TryGetProperty("nextCursor", out _));
        Assert.Equal([(null, 1), ("busy", 100)], asked);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=a%20b", "cursor")]
    [InlineData("cursor=", "cursor")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("name=x", "name")]
    public async Task A_wrong_parameter_of_the_list_is_400_and_named(string query, string name) =>
        FieldError(await ReadProblem(await Get($"/queues?{query}"), 400, "invalid-query"), name);

    [Fact]
    public async Task Lanes_are_listed_in_pages()
    {
        var asked = new List<(string, string?, int, bool?)>();
        Grains.OnListLanes = (name, after, limit, busy) =>
        {
            asked.Add((name, after, limit, busy));
            return new LanePage { Lanes = [new LaneStatus { Name = "a b", Running = 1, Slots = 4, Waiting = 5_000, Estimated = true, Limit = 5 }], Next = after is null ? "a b" : null };
        };
        var response = await Get("/queues/busy/lanes?limit=1&busy=true");
        Assert.Equal("</queues/busy/lanes?limit=1&busy=true&cursor=a%20b>; rel=\"next\"", Assert.Single(response.Headers.GetValues("Link")));
        Assert.Equal(
            """{"lanes":[{"name":"a b","running":1,"slots":4,"waiting":5000,"estimated":true,"limit":5}],"nextCursor":"a b"}""",
            (await ReadJson(response, 200)).GetRawText());
        Assert.False((await ReadJson(await Get("/queues/busy/lanes?busy=false&cursor=a%20b"), 200)).TryGetProperty("nextCursor", out _));
        await ReadJson(await Get("/queues/busy/lanes"), 200);
        Assert.Equal([("busy", null, 1, true), ("busy", "a b", 100, false), ("busy", null, 100, null)], asked);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("busy=yes", "busy")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("lane=x", "lane")]
    public async Task A_wrong_parameter_of_the_lanes_is_400_and_named(string query, string name) =>
        FieldError(await ReadProblem(await Get($"/queues/busy/lanes?{query}"), 400, "invalid-query"), name);

    [Theory]
    [InlineData("none")]
    [InlineData("a%20b")]
    public async Task There_are_no_lanes_of_a_queue_that_is_not_there(string name) =>
        await ReadProblem(await Get($"/queues/{name}/lanes"), 404, "queue-not-found");

    [Fact]
    public async Task Jobs_are_counted_by_kind_and_queue()
    {
        (string?, string?) asked = default;
        Grains.OnCountJobs = (kind, queue) =>
        {
            asked = (kind, queue);
            return new JobCounts { Scheduled = 1, Queued = 2, Running = 3, Succeeded = 4, Failed = 5, Cancelled = 6, Waiting = 7 };
        };
        var counts = await ReadJson(await Get("/jobs/counts?kind=sleep&queue=slow"), 200);
        Assert.Equal("""{"scheduled":1,"queued":2,"running":3,"succeeded":4,"failed":5,"cancelled":6,"waiting":7}""", counts.GetRawText());
        Assert.Equal(("sleep", "slow"), asked);
        await ReadJson(await Get("/jobs/counts"), 200);
        Assert.Equal((null, null), asked);
    }

    [Theory]
    [InlineData("state=running", "state")]
    [InlineData("kind=", "kind")]
    [InlineData("kind=a&kind=b", "kind")]
    [InlineData("queue=a%00b", "queue")]
    public async Task A_wrong_parameter_of_the_counts_is_400_and_named(string query, string name) =>
        FieldError(await ReadProblem(await Get($"/jobs/counts?{query}"), 400, "invalid-query"), name);

    [Fact]
    public async Task Rates_of_the_last_hour_are_told()
    {
        Grains.Rates = new JobRates
        {
            Submitted = 1.5,
            Started = 1,
            Ended = 1,
            FailedShare = 0.25,
            WaitP50 = TimeSpan.FromMilliseconds(2),
            WaitP99 = TimeSpan.FromSeconds(1),
            Minutes = [new RateMinute { At = Samples.Noon, Submitted = 6, Started = 5, Succeeded = 3, Failed = 1, Cancelled = 0 }],
        };
        Assert.Equal(
            """{"submitted":1.5,"started":1,"ended":1,"failedShare":0.25,"waitP50":"PT0.002S","waitP99":"PT1S","minutes":[{"at":"2026-01-31T12:00:00+00:00","submitted":6,"started":5,"succeeded":3,"failed":1,"cancelled":0}]}""",
            (await ReadJson(await Get("/jobs/rates"), 200)).GetRawText());
        FieldError(await ReadProblem(await Get("/jobs/rates?of=all"), 400, "invalid-query"), "of");
    }

    [Fact]
    public async Task Reads_that_fail_are_503()
    {
        Grains.OnListQueues = (_, _) => throw new TimeoutException();
        Grains.OnCountJobs = (_, _) => throw new TimeoutException();
        await ReadProblem(await Get("/queues"), 503, "unavailable");
        await ReadProblem(await Get("/jobs/counts"), 503, "unavailable");
    }
}
