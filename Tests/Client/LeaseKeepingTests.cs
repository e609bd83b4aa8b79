using OrleansJobs.Client;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>When a worker lets the server hear of its job, on a clock that stands until it is advanced.</summary>
public sealed class LeaseKeepingTests : IDisposable
{
    private const string Leased = $$"""{"jobs":[{"job":{{FakeServer.JobJson}},"token":"8c9ce3a0-58f5-4b6e-a9a4-0f6ad9f2c1de","steps":[]}]}""";
    private const string Heard = """{"cancelRequested":false,"leaseUntil":"2000-01-01T00:00:00Z"}""";

    private readonly FakeServer _server = new(new() { MaxRetries = 0 });
    private readonly TaskCompletionSource<CancellationToken> _begun = new();
    private readonly TaskCompletionSource _done = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _server.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task It_is_heard_each_third_of_the_lease_and_at_once_when_there_is_something_to_tell()
    {
        _server.Answers(200, Leased).Answers(200, Heard).Answers(200, Heard).Answers(204);
        LeasedJob? leased = null;
        var running = Start(job => leased = job);
        await _begun.Task;
        await Pass(seconds: 9, beats: 0);
        await Pass(seconds: 1, beats: 1);
        await Pass(seconds: 5, beats: 1);
        leased!.Log("one");
        await Pass(seconds: 1, beats: 2);
        Assert.Contains("\"log\":[\"one\"]", _server.Requests[^1].Body, StringComparison.Ordinal);
        await _stop.CancelAsync();
        _done.SetResult();
        await running;
        Assert.EndsWith("/complete", _server.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handler_stops_when_the_server_was_not_heard_for_a_whole_lease_and_nothing_more_is_said()
    {
        _server.Answers(200, Leased).Loses().Loses();
        var running = Start(_ => { });
        var stop = await _begun.Task;
        await Pass(seconds: 10, beats: 1);
        await Pass(seconds: 10, beats: 2);
        await Pass(seconds: 9, beats: 2);
        Assert.False(stop.IsCancellationRequested);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        while (!stop.IsCancellationRequested) await Task.Yield();
        await _stop.CancelAsync();
        _done.SetResult();
        await running;
        Assert.DoesNotContain(_server.Requests, request => request.Path.EndsWith("/complete", StringComparison.Ordinal));
    }

    private Task Start(Action<LeasedJob> begin) =>
        new JobWorker(_server.Client, "q", new JobWorkerOptions { Concurrency = 1 }).Handle("noop", async (job, stop) =>
        {
            begin(job);
            _begun.SetResult(stop);
            await _done.Task;
        }).Run(_stop.Token);

    /// <summary>Lets time pass, and looks how often the server has heard of the job.</summary>
    private async Task Pass(int seconds, int beats)
    {
        _server.Clock.Advance(TimeSpan.FromSeconds(seconds));
        while (Beats() < beats) await Task.Yield();
        Assert.Equal(beats, Beats());
    }

    private int Beats() => _server.Requests.Count(request => request.Path.EndsWith("/heartbeat", StringComparison.Ordinal));
}
