using System.Text.Json;
using OrleansJobs.Client;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>What the client sends, and how it reads what it is answered.</summary>
public sealed class ClientFormTests : IDisposable
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    private readonly FakeServer _server = new(new() { BatchSize = 2 });

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task What_a_newer_server_says_more_breaks_nothing()
    {
        _server.Answers(200, FakeServer.JobJson.Replace("\"queued\"", "\"hibernating\", \"mood\": {\"deep\": [1]}", StringComparison.Ordinal));
        var job = await _server.Client.Jobs.Get(Id);
        Assert.Equal((JobState.Unknown, "default", false), (job.State, job.Queue, job.HasEnded));
    }

    [Fact]
    public async Task Words_and_durations_are_read_as_the_server_writes_them()
    {
        _server.Answers(200, """{"name":"q","breakerState":"half-open","held":{"until":"2026-11-29T12:01:00Z","by":"breaker"},"rate":{"permits":3,"per":"P1DT0.5S"}}""");
        var queue = await _server.Client.Queues.Get("q");
        Assert.Equal((BreakerState.HalfOpen, QueueHolder.Breaker), (queue.BreakerState, queue.Held?.By));
        Assert.Equal(new QueueRate(3, TimeSpan.FromDays(1) + TimeSpan.FromSeconds(0.5)), queue.Rate);
    }

    [Fact]
    public async Task Faults_are_told_by_field()
    {
        _server.Answers(
            422, """{"type":"/problems/invalid-request","status":422,"detail":"The request has invalid fields.","errors":{"retry.factor":["must be at least 1","is odd"]},"traceId":"abc"}""", "application/problem+json");
        var error = await Assert.ThrowsAsync<OrleansJobsException>(() => _server.Client.Jobs.Submit(new JobSpec("noop")));
        Assert.Equal(["must be at least 1", "is odd"], error.Errors["retry.factor"]);
        Assert.Equal(("abc", false), (error.Problem?.TraceId, error.IsTransient));
        Assert.Contains("retry.factor is odd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_jobs_go_in_as_few_requests_as_they_need_and_have_one_outcome_each()
    {
        var pretty = JsonElement.Parse("{\n \"text\": \"a\\nb\"\n}");
        _server.Answers(200, """{"items":[{"status":202,"id":"0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11"},{"status":422,"problem":{"type":"/problems/invalid-request","detail":"No."}}]}""");
        _server.Loses().Answers(200, """{"items":[{"status":200,"id":"0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a12"}]}""");
        var outcomes = await _server.Finish(_server.Client.Jobs.SubmitMany([new("a") { Input = pretty, IdempotencyKey = "k" }, new("b"), new("c")]));
        Assert.Equal([202, 422, 200], outcomes.Select(outcome => outcome.Status));
        Assert.Equal((Id, "No."), (outcomes[0].Id, outcomes[1].Problem?.Detail));
        Assert.Equal(
            ["{\"kind\":\"a\",\"input\":{\"text\":\"a\\nb\"},\"idempotencyKey\":\"k\"}\n{\"kind\":\"b\"}\n", "{\"kind\":\"c\"}\n", "{\"kind\":\"c\"}\n"],
            _server.Requests.Select(request => request.Body));
        Assert.Equal(_server.Requests[1].Key, _server.Requests[2].Key);
        Assert.NotEqual(_server.Requests[0].Key, _server.Requests[1].Key);
        Assert.All(_server.Requests, request => Assert.Equal("application/x-ndjson", request.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_patch_tells_what_stays_from_what_is_put_back()
    {
        _server.Answers(200, FakeServer.JobJson);
        await _server.Client.Jobs.Patch(Id, new JobPatch { Priority = 3, Reset = JobPatchMembers.RunAt | JobPatchMembers.Timeout }, ifVersion: 7);
        var sent = Assert.Single(_server.Requests);
        Assert.Equal("""{"priority":3,"runAt":null,"timeout":null}""", sent.Body);
        Assert.Equal(("application/merge-patch+json", "\"7-0\""), (sent.Headers["Content-Type"], sent.Headers["If-Match"]));
    }

    [Fact]
    public async Task A_list_asks_for_each_page_with_the_filter_and_only_when_it_is_read()
    {
        _server.Answers(200, $$"""{"jobs":[{{FakeServer.JobJson}},{{FakeServer.JobJson}}],"nextCursor":"a/b"}""").Answers(200, """{"jobs":[]}""");
        var list = _server.Client.Jobs.List(new JobFilter { State = JobState.Failed, CreatedFrom = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(1)), PageSize = 2 });
        Assert.Empty(_server.Requests);
        Assert.Equal(2, await list.CountAsync());
        const string Query = "/base/jobs?state=failed&createdFrom=2026-01-31T12%3A00%3A00.0000000%2B01%3A00&limit=2";
        Assert.Equal([Query, Query + "&cursor=a%2Fb"], _server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_long_wait_is_made_of_several()
    {
        _server.Answers(200, FakeServer.JobJson).Answers(200, FakeServer.JobJson.Replace("queued", "failed", StringComparison.Ordinal));
        Assert.Equal(JobState.Failed, (await _server.Client.Jobs.WaitForEnd(Id)).State);
        Assert.Equal([$"/base/jobs/{Id}?wait=PT30S", $"/base/jobs/{Id}?wait=PT30S"], _server.Requests.Select(request => request.Path));
        _server.Answers(200, FakeServer.JobJson);
        await Assert.ThrowsAsync<TimeoutException>(() => _server.Client.Jobs.WaitForEnd(Id, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("a/b c", "/base/queues/a%2Fb%20c")]
    [InlineData("a?b#c", "/base/queues/a%3Fb%23c")]
    public async Task A_name_is_one_segment_of_a_path(string name, string path)
    {
        _server.Answers(200, """{"name":"q"}""");
        await _server.Client.Queues.Get(name);
        Assert.Equal(path, Assert.Single(_server.Requests).Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_name_that_no_path_can_have_is_refused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _server.Client.Queues.Get(name));

    [Fact]
    public void An_option_that_is_not_allowed_is_named()
    {
        Assert.Contains("LongPoll", Refusal(new() { LongPoll = TimeSpan.FromMinutes(2) }), StringComparison.Ordinal);
        Assert.Contains("Address", Refusal(new() { Address = new Uri("ftp://127.0.0.1") }), StringComparison.Ordinal);
        Assert.Contains("BatchSize", Refusal(new() { BatchSize = 10_001 }), StringComparison.Ordinal);
        Assert.Contains("Concurrency", Assert.Throws<ArgumentException>(() => new JobWorker(_server.Client, "q", new() { Concurrency = 0 })).Message, StringComparison.Ordinal);
    }

    private static string Refusal(OrleansJobsClientOptions options) => Assert.Throws<ArgumentException>(() => new OrleansJobsClient(options)).Message;
}
