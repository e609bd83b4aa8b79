using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Grains.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>When a host that is drained stops its attempts.</summary>
public sealed class DrainTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly StartGate _gate = new();
    private readonly AttemptRegistry _attempts = new(new AtOnce());
    private readonly AttemptOptions _options = new();
    private readonly Drain _drain;
    private readonly Attempt _attempt;

    public DrainTests()
    {
        _drain = new Drain(_gate, _attempts, _time, Options.Create(_options), NullLogger<Drain>.Instance);
        _gate.Open();
        _attempt = _attempts.Begin(JobSamples.Running());
    }

    [Fact]
    public void Nothing_starts_any_more_and_what_runs_goes_on_until_the_grace_time_is_over()
    {
        var closed = _gate.Closed;
        _drain.Begin(Grace);
        Assert.False(_gate.IsOpen);
        Assert.True(closed.IsCancellationRequested);
        Assert.Equal((1, _time.GetUtcNow() + Grace), (_drain.Running, _drain.Until));

        _time.Advance(Grace - TimeSpan.FromSeconds(1));
        Assert.Null(_attempt.Reason);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(StopReason.Interrupted, _attempt.Reason);
        Assert.True(_attempt.Stopping.IsCancellationRequested);
    }

    [Fact]
    public void A_handler_that_was_told_to_stop_gets_a_little_time_and_is_then_left_alone()
    {
        _drain.Begin(TimeSpan.Zero);
        Assert.Equal(StopReason.Interrupted, _attempt.Reason);
        _time.Advance(_options.StopPatience - TimeSpan.FromSeconds(1));
        Assert.False(_attempt.Abandoned.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_attempt.Abandoned.IsCompleted);
    }

    [Fact]
    public void Taken_back_it_interrupts_nothing_and_attempts_start_again()
    {
        _drain.Begin(Grace);
        _drain.TakeBack();
        _time.Advance(Grace + _options.StopPatience);
        Assert.True(_gate.IsOpen);
        Assert.False(_gate.Closed.IsCancellationRequested);
        Assert.Null(_attempt.Reason);
        Assert.Null(_drain.Until);
    }

    [Fact]
    public void Asked_again_the_new_grace_time_holds()
    {
        _drain.Begin(Grace);
        _drain.Begin(Grace * 2);
        _time.Advance(Grace);
        Assert.Null(_attempt.Reason);
        _drain.Begin(TimeSpan.Zero);
        Assert.Equal(StopReason.Interrupted, _attempt.Reason);
    }

    [Fact]
    public void Ending_it_now_waits_for_nothing()
    {
        _drain.Begin(Grace);
        _drain.EndNow();
        Assert.Equal(StopReason.Interrupted, _attempt.Reason);
        Assert.True(_attempt.Abandoned.IsCompleted);
    }

    private sealed class AtOnce : IAttemptExecutor
    {
        public Task<T> Run<T>(Func<Task<T>> work, bool cpuBound) => work();
    }
}
