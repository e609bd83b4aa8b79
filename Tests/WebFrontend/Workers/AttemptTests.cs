using System.Text;
using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Workers;

/// <summary>What a worker says of its job: heartbeat, steps, complete, fail, release.</summary>
public sealed class AttemptTests : WebService
{
    private const string Token = "8c9ce3a0-58f5-4b6e-a9a4-0f6ad9f2c1de";

    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");
    private static readonly LeaseReply Recorded = new() { Result = ReportResult.Recorded, LeaseUntil = Samples.Noon };

    [Fact]
    public async Task A_heartbeat_tells_the_job_and_answers_until_when_the_lease_lasts()
    {
        AttemptReport? told = null;
        Grains.OnHeartbeat = (id, report) =>
        {
            Assert.Equal(Id, id);
            told = report;
            return Recorded;
        };
        var answer = await ReadJson(await Say("heartbeat", """, "progress": {"fraction": 0.5, "message": "half"}, "log": ["a", "b"], "checkpoint": {"at":  7}"""), 200);
        Assert.Equal("""{"cancelRequested":false,"leaseUntil":"2026-01-31T12:00:00+00:00"}""", answer.GetRawText());
        Assert.Equal((Token, 0.5, "half"), (told!.Token.ToString(), told.Progress!.Fraction, told.Progress.Message));
        Assert.Equal(["a", "b", """{"at":  7}"""], told.Log.Select(line => line.Text).Append(told.Checkpoint!.ToString()));
        await ReadJson(await Say("heartbeat"), 200);
        Assert.True(told.Progress is null && told.Log.IsEmpty && told.Checkpoint is null);
    }

    [Fact]
    public async Task A_heartbeat_of_a_cancelled_attempt_says_so()
    {
        Grains.OnHeartbeat = (_, _) => new LeaseReply { Result = ReportResult.StaleToken, Cancelled = true };
        Assert.Equal("""{"cancelRequested":true}""", (await ReadJson(await Say("heartbeat"), 200)).GetRawText());
    }

    [Fact]
    public async Task A_step_is_answered_as_it_is_stored()
    {
        JobStep? told = null;
        Grains.OnSaveStep = (_, token, step) =>
        {
            Assert.Equal(Token, token.ToString());
            told = step;
            return Recorded with { Value = Json.Parse("1") };
        };
        var answer = await ReadJson(await Put("steps/%C3%A9%20x", $$"""{"token": "{{Token}}", "value": [2]}"""), 200);
        Assert.Equal("""{"name":"é x","value":1}""", answer.GetRawText());
        Assert.Equal(("é x", "[2]"), (told!.Name, told.Value.ToString()));
        await ReadJson(await Put("steps/x", $$"""{"token": "{{Token}}"}"""), 200);
        await ReadProblem(await Put("steps/x%2Fy", $$"""{"token": "{{Token}}"}"""), 422, "invalid-request");
        Assert.Equal("null", told.Value.ToString());
    }

    [Fact]
    public async Task An_attempt_ends_in_one_of_three_ways()
    {
        var ends = new List<LeaseEnd>();
        Grains.OnEndLease = (_, _, end) =>
        {
            ends.Add(end);
            return Recorded with { LeaseUntil = null };
        };
        await Gone(await Say("complete", """, "result": {"a": 1}"""));
        await Gone(await Say("complete"));
        await Gone(await Say("fail", """, "error": {"type": "HTTPError", "message": "503"}, "retryable": false"""));
        await Gone(await Say("fail", """, "error": {"message": "x"}"""));
        await Gone(await Say("release"));
        Assert.Equal(
            [
                new LeaseEnd.Completed { Result = Json.Parse("""{"a": 1}""") }, new LeaseEnd.Completed(),
                new LeaseEnd.Failed { Type = "HTTPError", Message = "503", Retryable = false },
                new LeaseEnd.Failed { Type = "error", Message = "x" }, new LeaseEnd.Released(),
            ],
            ends);
    }

    [Fact]
    public async Task A_failure_holds_the_queue_before_it_is_recorded()
    {
        var order = new List<string>();
        Grains.Jobs[Id] = Samples.Job(Id, new JobSpec { Kind = "thumb", Queue = "images" });
        Grains.OnHeartbeat = (_, _) => Recorded;
        Grains.OnHold = (name, until) =>
        {
            order.Add($"{name} {until:HH:mm}");
            return new QueueResult.Changed { Queue = QueueStatus.Of(name, new QueueSettings(), 1_000) };
        };
        Grains.OnEndLease = (_, _, _) =>
        {
            order.Add("failed");
            return Recorded;
        };
        await Gone(await Fail("2026-01-31T13:00:00Z"));
        await Gone(await Fail("2026-01-31T11:00:00Z"));
        Assert.Equal(["images 13:00", "failed", "failed"], order);
        FieldError(await ReadProblem(await Fail("2026-03-31T13:00:00Z"), 422, "invalid-request"), "holdQueueUntil");
        Grains.OnHold = (_, _) => new QueueResult.Unavailable();
        await ReadProblem(await Fail("2026-01-31T13:00:00Z"), 503, "unavailable");
        Assert.Equal(3, order.Count);
    }

    [Fact]
    public async Task Who_has_not_the_lease_cannot_hold_the_queue()
    {
        Grains.Jobs[Id] = Samples.Job(Id);
        var stale = new LeaseReply { Result = ReportResult.StaleToken };
        (Grains.OnHeartbeat, Grains.OnEndLease) = ((_, _) => stale, (_, _, _) => stale);
        await ReadProblem(await Fail("2026-01-31T13:00:00Z"), 409, "stale-token");
    }

    [Theory]
    [InlineData("heartbeat")]
    [InlineData("steps/x")]
    [InlineData("complete")]
    [InlineData("fail")]
    [InlineData("release")]
    public async Task Refusals_have_problems_of_their_own(string route)
    {
        LeaseReply reply = new() { Result = ReportResult.StaleToken };
        (Grains.OnHeartbeat, Grains.OnSaveStep, Grains.OnEndLease) = ((_, _) => reply, (_, _, _) => reply, (_, _, _) => reply);
        await ReadProblem(await Send(), 409, "stale-token");
        reply = new LeaseReply { Result = ReportResult.Unavailable };
        await ReadProblem(await Send(), 503, "unavailable");
        reply = new LeaseReply { Result = ReportResult.StaleToken, Errors = [new FieldError { Field = "value", Message = "is too large" }] };
        Assert.Equal("is too large", FieldError(await ReadProblem(await Send(), 422, "invalid-request"), "value"));
        await ReadProblem(await Send("x"), 404, "job-not-found");
        if (route == "heartbeat") return;
        reply = new LeaseReply { Result = ReportResult.StaleToken, Cancelled = true };
        var problem = await ReadProblem(await Send(), 409, "stale-token");
        Assert.Contains("cancelled", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        Task<HttpResponseMessage> Send(string? id = null)
        {
            var body = route == "fail" ? $$$"""{"token": "{{{Token}}}", "error": {"message": "x"}}""" : $$"""{"token": "{{Token}}"}""";
            return this.Send(route.StartsWith("steps", StringComparison.Ordinal) ? HttpMethod.Put : HttpMethod.Post, $"/jobs/{id ?? $"{Id}"}/{route}", Encoding.UTF8.GetBytes(body));
        }
    }

    [Theory]
    [InlineData("heartbeat", "{}", "token", "is required")]
    [InlineData("heartbeat", """{"token": "x"}""", "token", "must be an id")]
    [InlineData("heartbeat", """{"token": 5, "progress": {"fraction": 2}}""", "progress.fraction", "must be from 0 to 1")]
    [InlineData("heartbeat", """{"progress": {}}""", "progress.fraction", "is required")]
    [InlineData("heartbeat", """{"progress": {"fraction": 1, "text": ""}}""", "progress.text", null)]
    [InlineData("heartbeat", """{"log": "a"}""", "log", "must be an array of strings")]
    [InlineData("heartbeat", """{"lines": []}""", "lines", null)]
    [InlineData("complete", """{"value": 5}""", "value", null)]
    [InlineData("fail", "{}", "error", "is required")]
    [InlineData("fail", """{"error": "x"}""", "error", "must be an object")]
    [InlineData("fail", """{"error": {"type": "x"}}""", "error.message", "is required")]
    [InlineData("fail", """{"error": {"message": "x", "stack": ""}}""", "error.stack", null)]
    [InlineData("fail", """{"holdQueueUntil": "soon"}""", "holdQueueUntil", null)]
    [InlineData("release", """{"reason": "x"}""", "reason", null)]
    public async Task A_wrong_member_is_named(string route, string body, string field, string? message)
    {
        var error = FieldError(await ReadProblem(await Post($"/jobs/{Id}/{route}", body), 422, "invalid-request"), field);
        if (message is not null) Assert.Equal(message, error);
    }

    [Fact]
    public async Task A_heartbeat_has_a_hundred_lines_at_most()
    {
        Grains.OnHeartbeat = (_, _) => Recorded;
        string Lines(int count) => $", \"log\": {JsonSerializer.Serialize(Enumerable.Repeat("x", count))}";
        await ReadJson(await Say("heartbeat", Lines(100)), 200);
        Assert.Equal("must be at most 100 lines", FieldError(await ReadProblem(await Say("heartbeat", Lines(101)), 422, "invalid-request"), "log"));
    }

    private Task<HttpResponseMessage> Say(string what, string more = "") => Post($"/jobs/{Id}/{what}", $$"""{"token": "{{Token}}"{{more}}}""");

    private Task<HttpResponseMessage> Fail(string until) => Say("fail", $$""", "error": {"message": "busy"}, "holdQueueUntil": "{{until}}" """);

    private Task<HttpResponseMessage> Put(string path, string json) => Send(HttpMethod.Put, $"/jobs/{Id}/{path}", Encoding.UTF8.GetBytes(json));

    private static async Task Gone(HttpResponseMessage response)
    {
        Assert.Equal(204, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }
}
