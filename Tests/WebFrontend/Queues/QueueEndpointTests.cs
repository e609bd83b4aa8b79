using System.Text;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.WebFrontend.Fakes;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Queues;

public sealed class QueueEndpointTests : WebService
{
    [Fact]
    public async Task A_queue_is_read()
    {
        Grains.Queues["slow"] = QueueStatus.Of("slow", new QueueSettings { Concurrency = 3, Paused = true }, 1_000);
        var response = await Get("/queues/slow");
        Assert.Equal("""{"name":"slow","paused":true,"concurrency":3,"limit":3}""", (await ReadJson(response, 200)).GetRawText());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task What_was_not_set_is_left_out_and_the_configured_limit_holds()
    {
        Grains.Queues["slow"] = QueueStatus.Of("slow", new QueueSettings(), 1_000);
        Assert.Equal("""{"name":"slow","paused":false,"limit":1000}""", (await ReadJson(await Get("/queues/slow"), 200)).GetRawText());
    }

    [Theory]
    [InlineData("""{"concurrency": 5, "paused": true}""", 5, true)]
    [InlineData("""{"concurrency": 5}""", 5, false)]
    [InlineData("""{"concurrency": null, "paused": true}""", null, true)]
    [InlineData("{}", null, false)]
    public async Task A_put_replaces_all_settings(string body, int? concurrency, bool paused)
    {
        var configured = new List<(string, QueueSettings)>();
        Grains.OnConfigure = (name, settings) =>
        {
            configured.Add((name, settings));
            return new QueueResult.Changed { Queue = QueueStatus.Of(name, settings, 7) };
        };
        var queue = await ReadJson(await Put("/queues/a.b_c-D9", body), 200);
        Assert.Equivalent(new[] { ("a.b_c-D9", new QueueSettings { Concurrency = concurrency, Paused = paused }) }, configured, strict: true);
        Assert.Equal(concurrency ?? 7, queue.GetProperty("limit").GetInt32());
    }

    [Fact]
    public async Task Rates_and_lanes_are_set_and_answered_as_they_were_set()
    {
        QueueSettings? configured = null;
        Grains.OnConfigure = (name, settings) => new QueueResult.Changed { Queue = QueueStatus.Of(name, configured = settings, 7) };
        const string Body =
            """
            {"rate":{"permits":100,"per":"PT1M","burst":5},"lanes":{"concurrency":1,"rate":{"permits":1,"per":"PT1S"}},"lane":{"b c":{"weight":3},"a":{"concurrency":2}},"fair":true}
            """;
        var queue = await ReadJson(await Put("/queues/slow", Body), 200);
        Assert.Equal(["a", "b c"], configured!.Exceptions.Select(lane => lane.Name));
        Assert.Equal((100, TimeSpan.FromMinutes(1), 5), (configured.Rate!.Permits, configured.Rate.Per, configured.Rate.Burst));
        Assert.Equal(
            """{"rate":{"permits":100,"per":"PT1M","burst":5},"lanes":{"concurrency":1,"rate":{"permits":1,"per":"PT1S"}},"lane":{"a":{"concurrency":2},"b c":{"weight":3}},"fair":true}""",
            $"{{{queue.GetRawText().Split("\"limit\":7,")[1]}");
    }

    [Fact]
    public async Task A_breaker_is_set_and_answered_with_its_state()
    {
        QueueSettings? configured = null;
        var until = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Grains.OnConfigure = (name, settings) => new QueueResult.Changed
        {
            Queue = Grains.Queues[name] = QueueStatus.Of(name, configured = settings, 7) with { BreakerState = BreakerState.HalfOpen, Held = new QueueHeld { Until = until, By = QueueHolder.Job } },
        };
        const string Queue = """{"name":"slow","paused":false,"limit":7,"breaker":{"failures":0.5,"of":20,"hold":"PT1M"},"breakerState":"half-open","held":{"until":"2026-01-02T03:04:05+00:00","by":"job"}}""";
        Assert.Equal(Queue, (await ReadJson(await Put("/queues/slow", """{"breaker":{"failures":0.5,"of":20,"hold":"PT1M"}}"""), 200)).GetRawText());
        Assert.Equal(new QueueBreaker { Failures = 0.5, Of = 20, Hold = TimeSpan.FromMinutes(1) }, configured!.Breaker);
        Assert.Equal(Queue, (await ReadJson(await Get("/queues/slow"), 200)).GetRawText());
    }

    [Fact]
    public async Task A_depth_is_set_and_read()
    {
        QueueSettings? configured = null;
        Grains.OnConfigure = (name, settings) => new QueueResult.Changed { Queue = Grains.Queues[name] = QueueStatus.Of(name, configured = settings, 7) };
        const string Queue = """{"name":"slow","paused":false,"limit":7,"maxDepth":1000000000}""";
        Assert.Equal(Queue, (await ReadJson(await Put("/queues/slow", """{"maxDepth": 1e9}"""), 200)).GetRawText());
        Assert.Equal(1_000_000_000, configured!.MaxDepth);
        Assert.Equal(Queue, (await ReadJson(await Get("/queues/slow"), 200)).GetRawText());
    }

    [Theory]
    [InlineData("""{"maxDepth": 1.5}""", "maxDepth")]
    [InlineData("""{"maxDepth": "x"}""", "maxDepth")]
    [InlineData("""{"maxDepth": 10000000000}""", "maxDepth")]
    [InlineData("""{"rate": 5}""", "rate")]
    [InlineData("""{"rate": {"permits": 5}}""", "rate.per")]
    [InlineData("""{"rate": {"permits": "x", "per": "PT1S"}}""", "rate.permits")]
    [InlineData("""{"rate": {"permits": 5, "per": 1}}""", "rate.per")]
    [InlineData("""{"rate": {"permits": 5, "per": "PT1S", "more": 1}}""", "rate.more")]
    [InlineData("""{"breaker": 1}""", "breaker")]
    [InlineData("""{"breaker": {"of": 1, "hold": "PT1S"}}""", "breaker.failures")]
    [InlineData("""{"breaker": {"failures": "1", "of": 1, "hold": "PT1S"}}""", "breaker.failures")]
    [InlineData("""{"breaker": {"failures": 1, "hold": "PT1S"}}""", "breaker.of")]
    [InlineData("""{"breaker": {"failures": 1, "of": 1.5, "hold": "PT1S"}}""", "breaker.of")]
    [InlineData("""{"breaker": {"failures": 1, "of": 1}}""", "breaker.hold")]
    [InlineData("""{"breaker": {"failures": 1, "of": 1, "hold": 60}}""", "breaker.hold")]
    [InlineData("""{"breaker": {"failures": 1, "of": 1, "hold": "PT1S", "until": 1}}""", "breaker.until")]
    [InlineData("""{"lanes": []}""", "lanes")]
    [InlineData("""{"lanes": {"limit": 1}}""", "lanes.limit")]
    [InlineData("""{"lane": {"a": 1}}""", "lane.a")]
    [InlineData("""{"lane": {"a": null}}""", "lane.a")]
    [InlineData("""{"lane": {"a": {"weight": 1.5}}}""", "lane.a.weight")]
    [InlineData("""{"lane": {"a": {}, "a": {}}}""", "lane.a")]
    [InlineData("""{"fair": 1}""", "fair")]
    [InlineData("""{"concurrency": "5"}""", "concurrency")]
    [InlineData("""{"concurrency": 1.5}""", "concurrency")]
    [InlineData("""{"concurrency": 99999999999}""", "concurrency")]
    [InlineData("""{"concurrency": {}}""", "concurrency")]
    [InlineData("""{"paused": 1}""", "paused")]
    [InlineData("""{"paused": "true"}""", "paused")]
    [InlineData("""{"Paused": true}""", "Paused")]
    [InlineData("""{"limit": 1}""", "limit")]
    [InlineData("""{"paused": true, "paused": false}""", "paused")]
    [InlineData("[]", "$")]
    [InlineData("true", "$")]
    public async Task A_wrong_body_is_422_and_changes_nothing(string body, string field)
    {
        Grains.OnConfigure = (_, _) => throw new InvalidOperationException("It was configured.");
        FieldError(await ReadProblem(await Put("/queues/slow", body), 422, "invalid-request"), field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"paused\": tru}")]
    public async Task What_is_no_JSON_is_400(string body) =>
        await ReadProblem(await Put("/queues/slow", body), 400, "malformed-json");

    [Fact]
    public async Task What_the_queue_refuses_is_422()
    {
        Grains.OnConfigure = (_, _) => new QueueResult.Invalid { Errors = [new FieldError { Field = "concurrency", Message = "must be more" }] };
        Assert.Equal("must be more", FieldError(await ReadProblem(await Put("/queues/slow", """{"concurrency": 0}"""), 422, "invalid-request"), "concurrency"));
    }

    [Theory]
    [InlineData("pause", true)]
    [InlineData("resume", false)]
    public async Task Pause_and_resume_answer_the_queue(string action, bool paused)
    {
        var queue = await ReadJson(await Post($"/queues/slow/{action}"), 200);
        Assert.Equal(("slow", paused), (queue.GetProperty("name").GetString(), queue.GetProperty("paused").GetBoolean()));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    public async Task A_change_of_unknown_outcome_is_503(string action)
    {
        Grains.OnSetPaused = (_, _) => new QueueResult.Unavailable();
        var response = await Post($"/queues/slow/{action}");
        await ReadProblem(response, 503, "unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("a%20b")]
    [InlineData("a%2Fb")]
    [InlineData("%C3%A4")]
    [InlineData("a'b")]
    public async Task A_queue_that_is_not_there_is_404(string name) =>
        await ReadProblem(await Get($"/queues/{name}"), 404, "queue-not-found");

    [Theory]
    [InlineData("a%20b")]
    [InlineData("%C3%A4")]
    [InlineData("..%2F")]
    public async Task No_queue_is_made_of_an_impossible_name(string name)
    {
        Grains.OnSetPaused = (_, _) => throw new InvalidOperationException("It was paused.");
        Grains.OnConfigure = (_, _) => throw new InvalidOperationException("It was configured.");
        await ReadProblem(await Post($"/queues/{name}/pause"), 404, "queue-not-found");
        await ReadProblem(await Put($"/queues/{name}", "{}"), 404, "queue-not-found");
        await ReadProblem(await Put($"/queues/{new string('a', 1_001)}", "{}"), 404, "queue-not-found");
    }

    [Fact]
    public async Task Other_methods_and_parameters_are_refused()
    {
        await ReadProblem(await Send(HttpMethod.Delete, "/queues/slow", null), 405, "method-not-allowed");
        await ReadProblem(await Get("/queues/slow/pause"), 405, "method-not-allowed");
        FieldError(await ReadProblem(await Get("/queues/slow?x=1"), 400, "invalid-query"), "x");
    }

    private Task<HttpResponseMessage> Put(string path, string json) => Send(HttpMethod.Put, path, Encoding.UTF8.GetBytes(json));
}
