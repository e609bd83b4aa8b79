using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Traffic;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using OrleansJobs.Traffic;
using Xunit;

namespace OrleansJobs.Tests.Grains.Traffic;

/// <summary>Test runs against a server that a test plays.</summary>
public sealed class TrafficTestJobTests : IAsyncLifetime
{
    private readonly Server _server = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_run_makes_its_requests_at_the_address_that_was_told_last()
    {
        await Tests.ListensAt("http://127.0.0.1:1");
        await Tests.ListensAt("http://127.0.0.1:5000");
        var job = await Run(250);
        Assert.Equal((JobState.Succeeded, """{"requests":250}"""), (job.State, job.Result!.ToString()));
        Assert.Equal(250, _server.Requests.Count);
        Assert.All(_server.Requests, url => Assert.StartsWith("http://127.0.0.1:5000/api/", url.AbsoluteUri, StringComparison.Ordinal));
        var words = _server.Requests.SelectMany(url => url.Segments[2..]).Select(word => word.Trim('/')).Distinct();
        Assert.Equal(new TestPaths(job.Id).Pool.Order(), words.Order());
    }

    [Fact]
    public async Task Many_requests_are_under_way_at_a_time_but_no_more_than_allowed()
    {
        await Restart(options => options.TestParallelism = 5);
        _server.Hold();
        var id = await Submit(20);
        await _server.WaitUntil(5);
        Assert.Equal(5, _server.UnderWay);
        _server.Release();
        await _host.End(id);
        Assert.Equal((20, 5), (_server.Requests.Count, _server.MostUnderWay));
    }

    [Fact]
    public async Task A_run_of_none_makes_none()
    {
        await Tests.ListensAt("http://127.0.0.1:5000");
        Assert.Equal(JobState.Succeeded, (await Run(0)).State);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    [InlineData(long.MaxValue)]
    public async Task A_number_out_of_range_starts_nothing(long requests)
    {
        var refused = Assert.IsType<SubmitResult.Invalid>(await Tests.Start(requests, null));
        Assert.Equal(("requests", "must be from 0 to 1000000"), (refused.Errors[0].Field, refused.Errors[0].Message));
        Assert.Empty(_host.Store.Rows);
    }

    [Fact]
    public async Task A_job_out_of_range_that_was_submitted_past_the_check_fails_for_good()
    {
        var job = await _host.Run(new JobSpec { Kind = "traffic.test", Input = Json.Parse("""{"requests":1000001}""") });
        Assert.Equal((JobState.Failed, 1), (job.State, job.Attempts.Length));
    }

    [Fact]
    public async Task A_job_cannot_say_where_its_requests_go()
    {
        var result = await _host.Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(new JobSpec
        {
            Kind = "traffic.test",
            Input = Json.Parse("""{"requests":1,"url":"http://10.0.0.1"}"""),
        });
        Assert.IsType<SubmitResult.Invalid>(result);
    }

    [Fact]
    public async Task A_configured_address_comes_before_any_that_was_told()
    {
        await Restart(options => options.TestUrl = "http://10.1.2.3:80");
        await Tests.ListensAt("http://127.0.0.1:5000");
        await Run(3);
        Assert.All(_server.Requests, url => Assert.Equal("10.1.2.3", url.Host));
    }

    [Fact]
    public async Task An_answer_other_than_200_fails_the_attempt()
    {
        await Tests.ListensAt("http://127.0.0.1:5000");
        _server.Status = HttpStatusCode.InternalServerError;
        var job = await _host.Run(new JobSpec { Kind = "traffic.test", Input = Json.Parse("""{"requests":3}"""), Retry = new RetryRule { MaxAttempts = 1 } });
        Assert.Equal((JobState.Failed, "A request was answered with 500."), (job.State, job.Error!.Message));
    }

    [Fact]
    public async Task A_run_can_be_cancelled_in_the_middle()
    {
        await Tests.ListensAt("http://127.0.0.1:5000");
        _server.Hold();
        var id = await Submit(1_000_000);
        await _server.WaitUntil(32);
        await _host.Grains.GetGrain<IJobGrain>(id).Cancel(null);
        Assert.Equal(JobState.Cancelled, (await _host.End(id)).State);
        Assert.Equal(32, _server.Requests.Count);
    }

    private ITrafficTestGrain Tests => _host.Grains.GetGrain<ITrafficTestGrain>(0);

    private async Task<Guid> Submit(long requests) => Assert.IsType<SubmitResult.Accepted>(await Tests.Start(requests, null)).Job.Id;

    private async Task<Job> Run(long requests) => await _host.End(await Submit(requests));

    private async Task Restart(Action<TrafficTestOptions> configure)
    {
        await _host.DisposeAsync();
        _host = await Start(configure);
        await Tests.ListensAt("http://127.0.0.1:5000");
    }

    private Task<EngineHost> Start(Action<TrafficTestOptions>? configure = null) => EngineHost.Start(configure: services =>
    {
        services.AddSingleton(new TestClient(_server));
        services.AddSingleton<ITrafficStore>(new MemoryTrafficStore());
        services.AddTraffic();
        if (configure is not null) services.Configure(configure);
    });

    private sealed class Server : HttpMessageHandler
    {
        private readonly Lock _lock = new();
        private readonly SemaphoreSlim _came = new(0);
        private TaskCompletionSource _open = Opened();

        public ConcurrentQueue<Uri> Requests { get; } = new();

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public int UnderWay { get; private set; }

        public int MostUnderWay { get; private set; }

        public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _open.SetResult();

        public async Task WaitUntil(int requests)
        {
            for (var i = 0; i < requests; i++) Assert.True(await _came.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Enqueue(request.RequestUri!);
            lock (_lock) MostUnderWay = Math.Max(MostUnderWay, ++UnderWay);
            _came.Release();
            await _open.Task.WaitAsync(cancellationToken);
            lock (_lock) UnderWay--;
            return new HttpResponseMessage(Status) { Content = new StringContent("Request /api/ finished") };
        }

        private static TaskCompletionSource Opened()
        {
            var open = new TaskCompletionSource();
            open.SetResult();
            return open;
        }
    }
}
