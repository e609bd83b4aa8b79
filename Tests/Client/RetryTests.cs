using System.Net;
using System.Text.Json;
using OrleansJobs.Client;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>Which calls the client repeats, and when.</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_submit_whose_answer_was_lost_is_sent_again_with_the_same_key()
    {
        _server.Loses().Refuses(503, "unavailable").Answers(202, FakeServer.JobJson);
        var job = await _server.Finish(_server.Client.Jobs.Submit(new JobSpec("noop") { Priority = 5 }));
        Assert.Equal(Id, job.Id);
        Assert.Equal(3, _server.Requests.Count);
        Assert.All(_server.Requests, request => Assert.Equal((_server.Requests[0].Key, """{"kind":"noop","priority":5}"""), (request.Key, request.Body)));
        Assert.Matches("^[0-9a-f]{32}$", _server.Requests[0].Key);
    }

    [Fact]
    public async Task Each_submit_has_a_key_of_its_own_and_the_callers_own_is_kept()
    {
        _server.Answers(202, FakeServer.JobJson).Answers(202, FakeServer.JobJson).Answers(202, FakeServer.JobJson);
        await _server.Client.Jobs.Submit(new JobSpec("noop"));
        await _server.Client.Jobs.Submit(new JobSpec("noop"));
        await _server.Client.Jobs.Submit(new JobSpec("noop") { IdempotencyKey = "order-17" });
        Assert.Equal(3, _server.Requests.Select(request => request.Key).Distinct().Count());
        Assert.Equal(("order-17", """{"kind":"noop"}"""), (_server.Requests[2].Key, _server.Requests[2].Body));
    }

    [Fact]
    public async Task A_debounced_submit_has_no_key_and_is_not_sent_again_if_its_answer_was_lost()
    {
        _server.Loses();
        var submit = _server.Client.Jobs.Submit(new JobSpec("noop") { Debounce = new JobDebounce("index", TimeSpan.FromSeconds(90)) });
        var error = await Assert.ThrowsAsync<OrleansJobsException>(() => submit);
        Assert.True(error.IsTransient);
        Assert.Null(error.Status);
        Assert.Null(Assert.Single(_server.Requests).Key);
        Assert.Contains("\"for\":\"PT1M30S\"", _server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_again_when_the_server_says()
    {
        _server.Refuses(429, "queue-full", retryAfter: 20).Answers(202, FakeServer.JobJson);
        var submit = _server.Client.Jobs.Submit(new JobSpec("noop"));
        _server.Clock.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Single(_server.Requests);
        _server.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await submit;
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task It_does_not_wait_longer_than_its_caller_allows()
    {
        _server.Refuses(429, "queue-full", retryAfter: 61);
        var error = await Assert.ThrowsAsync<OrleansJobsException>(() => _server.Client.Jobs.Submit(new JobSpec("noop")));
        Assert.Equal((HttpStatusCode.TooManyRequests, "/problems/queue-full", TimeSpan.FromSeconds(61)), (error.Status, error.Type, error.RetryAfter));
    }

    [Fact]
    public async Task Pauses_double_up_to_their_limit_and_chance_takes_up_to_half()
    {
        for (var tries = 0; tries < 7; tries++) _server.Loses();
        await Assert.ThrowsAsync<OrleansJobsException>(() => _server.Finish(_server.Client.Jobs.Get(Id)));
        Assert.Equal(7, _server.Requests.Count);
        double[] longest = [0.25, 0.5, 1, 2, 4, 8];
        Assert.Equal(longest.Length, _server.Clock.Waits.Count);
        Assert.All(longest.Zip(_server.Clock.Waits), pair => Assert.InRange(pair.Second.TotalSeconds, pair.First / 2, pair.First));
    }

    [Theory]
    [InlineData(503, "unavailable", 1)]
    [InlineData(502, "source-failed", 1)]
    [InlineData(500, "internal-error", 1)]
    [InlineData(503, "draining", 2)]
    [InlineData(503, "too-many-bodies", 2)]
    [InlineData(408, "request-timeout", 2)]
    [InlineData(429, "too-many-requests", 2)]
    public async Task What_must_not_be_done_twice_is_repeated_only_if_nothing_was_done(int status, string slug, int requests)
    {
        _server.Refuses(status, slug, retryAfter: 1).Answers(200, FakeServer.JobJson);
        var failed = await Record.ExceptionAsync(() => _server.Finish(_server.Client.Jobs.Retry(Id)));
        Assert.Equal((requests, requests == 1 ? "/problems/" + slug : null), (_server.Requests.Count, (failed as OrleansJobsException)?.Type));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 2)]
    [InlineData(HttpRequestError.ResponseEnded, 1)]
    public async Task What_must_not_be_done_twice_is_repeated_if_it_was_not_sent(HttpRequestError error, int requests)
    {
        _server.Loses(error).Answers(200, FakeServer.JobJson);
        await Record.ExceptionAsync(() => _server.Finish(_server.Client.Jobs.Retry(Id)));
        Assert.Equal(requests, _server.Requests.Count);
    }

    [Fact]
    public async Task What_is_gone_when_a_deletion_comes_again_is_deleted()
    {
        _server.Loses().Refuses(404, "job-not-found");
        await _server.Finish(Done(_server.Client.Jobs.Delete(Id)));
        _server.Refuses(404, "job-not-found");
        Assert.True((await Assert.ThrowsAsync<OrleansJobsException>(() => _server.Client.Jobs.Delete(Id))).IsNotFound);
    }

    [Fact]
    public async Task A_cancel_that_comes_again_finds_the_job_cancelled()
    {
        var ended = FakeServer.JobJson.Replace("queued", "cancelled", StringComparison.Ordinal);
        _server.Loses().Refuses(409, "job-has-ended").Answers(200, ended);
        Assert.Equal(JobState.Cancelled, (await _server.Finish(_server.Client.Jobs.Cancel(Id))).State);
        _server.Refuses(409, "job-has-ended").Answers(200, ended.Replace("cancelled", "succeeded", StringComparison.Ordinal));
        Assert.True((await Assert.ThrowsAsync<OrleansJobsException>(() => _server.Client.Jobs.Cancel(Id))).IsConflict);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_kept_by_a_pause()
    {
        _server.Refuses(503, "draining", retryAfter: 30);
        using var gone = new CancellationTokenSource();
        var call = _server.Client.Jobs.Get(Id, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task What_a_proxy_answers_is_an_error_too()
    {
        _server.Answers(403, "<html>Forbidden</html>", "text/html").Answers(200, "<html>Hello</html>", "text/html");
        var refused = await Assert.ThrowsAsync<OrleansJobsException>(() => _server.Client.Jobs.Get(Id));
        Assert.Equal((HttpStatusCode.Forbidden, "about:blank"), (refused.Status, refused.Type));
        var strange = await Assert.ThrowsAsync<OrleansJobsException>(() => _server.Client.Jobs.Get(Id));
        Assert.IsType<JsonException>(strange.InnerException);
        Assert.False(strange.IsTransient);
    }

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
