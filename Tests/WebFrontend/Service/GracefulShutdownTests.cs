using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Tests.WebFrontend.Fakes;
using OrleansJobs.WebFrontend.Service;
using Xunit;

namespace OrleansJobs.Tests.WebFrontend.Service;

/// <summary>When the process stops after a graceful shutdown was asked for.</summary>
public sealed class GracefulShutdownTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeGrains _grains = new();
    private readonly Lifetime _lifetime = new();
    private readonly Draining _draining;
    private readonly GracefulShutdown _shutdown;

    public GracefulShutdownTests()
    {
        var options = new ShutdownOptions { Timeout = TimeSpan.FromSeconds(30), Linger = TimeSpan.FromSeconds(2) };
        _draining = new Draining(_lifetime);
        _shutdown = new GracefulShutdown(_grains.Factory, _draining, _lifetime, _time, Options.Create(options));
    }

    public void Dispose()
    {
        _shutdown.Dispose();
        _lifetime.Dispose();
    }

    [Fact]
    public async Task No_work_is_taken_from_the_first_request_on()
    {
        Assert.False(_draining.IsOn);
        await Advance(hasWork: true);
        Assert.True(_draining.IsOn);
        Assert.False(_draining.Ending.IsCancellationRequested);
    }

    [Fact]
    public async Task The_process_lingers_after_it_was_done_and_stops()
    {
        Assert.False(await Advance(hasWork: true));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await Advance(hasWork: false));
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(_lifetime.IsStopping);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_lifetime.IsStopping);
    }

    [Fact]
    public async Task It_stops_at_the_timeout_though_work_is_left_and_requests_do_not_put_that_off()
    {
        for (var second = 0; second < 30; second++)
        {
            Assert.False(await Advance(hasWork: true));
            Assert.False(_lifetime.IsStopping);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(_lifetime.IsStopping);
    }

    [Fact]
    public async Task It_does_not_linger_beyond_the_timeout()
    {
        await Advance(hasWork: true);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.True(await Advance(hasWork: false));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_lifetime.IsStopping);
    }

    [Fact]
    public async Task Once_done_it_stays_done_and_asking_again_does_not_put_the_stop_off()
    {
        Assert.True(await Advance(hasWork: false));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await Advance(hasWork: true));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_lifetime.IsStopping);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_leaves_it_begun()
    {
        _grains.OnHasWorkNow = () => throw new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(_shutdown.Advance);
        Assert.True(_draining.IsOn);
        Assert.True(await Advance(hasWork: false));
    }

    [Fact]
    public void While_the_process_is_being_stopped_no_work_is_taken()
    {
        _lifetime.StopApplication();
        Assert.True(_draining.IsOn);
    }

    private Task<bool> Advance(bool hasWork)
    {
        _grains.OnHasWorkNow = () => Task.FromResult(hasWork);
        return _shutdown.Advance();
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public bool IsStopping => _stopping.IsCancellationRequested;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
