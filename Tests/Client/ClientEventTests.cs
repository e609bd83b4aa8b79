using OrleansJobs.Client;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>Streams of events that break.</summary>
public sealed class ClientEventTests : IDisposable
{
    private static readonly Guid Id = Guid.Parse("0199f7a2-5c1e-7c3a-9d0b-6b1f6f0b8a11");

    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_stream_goes_on_where_it_broke_off()
    {
        _server.Streams($"id: 1\nevent: state\ndata: {FakeServer.JobJson}\n\nid: 2\nevent: log\ndata: {{\"attempt\":1,\"number\":1,\"at\":\"2026-01-31T12:00:00Z\",\"text\":\"one\"}}\n\nid: 3\nevent: log\ndata: {{\"att");
        _server.Loses().Streams("id: 3\nevent: progress\ndata: {\"fraction\":0.5}\n\nid: 4\nevent: mood\ndata: {}\n\nid: 5\nevent: result\ndata: [1]\n\n", staysOpen: true);
        var told = await Told();
        Assert.Equal(["1 StateChanged", "2 Logged", "3 Progressed", "4 Other", "5 Result"], told.Select(each => $"{each.Id} {each.GetType().Name}"));
        Assert.Equal(0.5, Assert.Single(told.OfType<JobEvent.Progressed>()).Progress.Fraction);
        Assert.Equal([null, "2", "2"], LastIds());
    }

    [Fact]
    public async Task It_ends_when_the_server_has_nothing_more_to_tell()
    {
        _server.Streams("id: 7\nevent: progress\ndata: {\"fraction\":1}\n\n").Answers(204);
        Assert.Single(await Told());
        Assert.Equal([null, "7"], LastIds());
    }

    [Fact]
    public async Task A_job_that_failed_has_no_event_behind_its_state()
    {
        _server.Streams($"id: 1\nevent: state\ndata: {FakeServer.JobJson.Replace("queued", "failed", StringComparison.Ordinal)}\n\n", staysOpen: true);
        Assert.Single(await Told());
    }

    [Fact]
    public async Task A_stream_on_which_nothing_comes_is_opened_anew()
    {
        _server.Streams("id: 1\nevent: progress\ndata: {\"fraction\":0.1}\n\n", staysOpen: true).Answers(204);
        var began = _server.Clock.GetUtcNow();
        Assert.Single(await Told());
        Assert.InRange(_server.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(60), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task A_stream_that_broke_before_its_first_event_goes_on_there_too()
    {
        _server.Streams("id: feed-9\n\n").Streams("id: feed-10\nevent: reset\ndata: {}\n\n", staysOpen: true);
        await using var events = _server.Client.Jobs.Events(new EventFilter { Queue = "a b" }).GetAsyncEnumerator();
        Assert.True(await _server.Finish(events.MoveNextAsync().AsTask()));
        Assert.IsType<JobEvent.Reset>(events.Current);
        Assert.Equal([null, "feed-9"], LastIds());
        Assert.All(_server.Requests, request => Assert.Equal("/base/events?queue=a%20b", request.Path));
    }

    [Fact]
    public async Task A_stream_that_is_refused_is_an_error()
    {
        _server.Refuses(404, "job-not-found");
        Assert.True((await Assert.ThrowsAsync<OrleansJobsException>(Told)).IsNotFound);
    }

    private Task<List<JobEvent>> Told() => _server.Finish(_server.Client.Jobs.Events(Id).ToListAsync().AsTask());

    private IEnumerable<string?> LastIds() => _server.Requests.Select(request => request.Headers.GetValueOrDefault("Last-Event-ID"));
}
