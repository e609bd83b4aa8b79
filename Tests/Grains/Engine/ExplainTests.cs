using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Why a job is where it is.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(_store, services =>
    {
        services.AddSingleton(_gate);
        services.AddJob<GateJob>("gate");
    });

    public async Task DisposeAsync()
    {
        _gate.Open();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_job_of_a_full_queue_tells_its_place()
    {
        await Configure(new QueueSettings { Concurrency = 1 });
        await _host.Submit(Gated());
        var (first, second) = (await _host.Submit(Gated()), await _host.Submit(Gated()));
        var explained = await Explain(second);
        Assert.Equal((JobState.Queued, 2L, null), (explained.State, explained.Position, explained.Estimated));
        Assert.Equal((ReasonCode.QueueFull, "1 of 1 slots of the queue are taken; it needs 1."), Only(explained));
        Assert.Equal(1, (await Explain(first)).Position);
    }

    [Fact]
    public async Task A_job_of_a_busy_lane_tells_whom_it_waits_for()
    {
        await Configure(new QueueSettings { Lanes = new LaneSettings { Concurrency = 1 } });
        var runs = await _host.Submit(Gated("a"));
        await _host.Submit(Gated("b"));
        var explained = await Explain(await _host.Submit(Gated("a")));
        Assert.Equal(1, explained.Position);
        Assert.Equal((ReasonCode.LaneBusy, "1 of 1 slots of its lane are taken; it needs 1."), Only(explained));
        Assert.Equal(runs.Id, Assert.Single(explained.Reasons[0].By!.Value));
    }

    [Fact]
    public async Task A_paused_queue_is_told()
    {
        await Configure(new QueueSettings { Paused = true });
        var explained = await Explain(await _host.Submit(Gated()));
        Assert.Equal((ReasonCode.Paused, "The queue is paused."), Only(explained));
        Assert.Null(explained.PredictedStart);
    }

    [Fact]
    public async Task A_rate_tells_until_when_it_holds()
    {
        await Configure(new QueueSettings { Rate = new QueueRate { Permits = 1, Per = TimeSpan.FromHours(1) } });
        var first = await _host.Submit(Gated());
        await _gate.WaitForEntry();
        var second = await _host.Submit(Gated());
        var explained = await Explain(second);
        Assert.Equal((ReasonCode.RateLimited, "The rate of its queue lets 1 jobs start in 3600 s."), Only(explained));
        // The first took its permit after it was submitted, and before the second was.
        Assert.InRange(explained.Reasons[0].Until!.Value, first.CreatedAt.AddHours(1), second.CreatedAt.AddHours(1));
    }

    [Fact]
    public async Task Scheduled_running_and_ended_jobs_say_so()
    {
        var scheduled = await _host.Submit(Gated() with { Delay = TimeSpan.FromHours(1) });
        var explained = await Explain(scheduled);
        Assert.Equal((JobState.Scheduled, ReasonCode.Scheduled), (explained.State, Only(explained).Code));
        Assert.Equal((scheduled.RunAt, scheduled.RunAt), (explained.PredictedStart, explained.Reasons[0].Until));

        var job = await _host.Submit(Gated());
        Assert.Equal(ReasonCode.Running, Only(await Explain(job)).Code);
        _gate.Open();
        await _host.End(job.Id);
        Assert.Equal(ReasonCode.Ended, Only(await Explain(job)).Code);
        Assert.Null(await _host.Grains.GetGrain<IJobQueryGrain>(0).Explain(Guid.NewGuid()));
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_attempt_says_so()
    {
        var job = await _host.Submit(new JobSpec { Kind = "fail", Queue = "q", Retry = new RetryRule { InitialDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) } });
        await _store.WaitFor(row => row.Failures == 1);
        Assert.Equal(ReasonCode.Retry, Only(await Explain(job)).Code);
    }

    private Task<QueueResult> Configure(QueueSettings settings) => _host.Grains.GetGrain<IQueueGrain>("q").Configure(settings);

    private async Task<JobExplanation> Explain(Job job) => (await _host.Grains.GetGrain<IJobQueryGrain>(0).Explain(job.Id))!;

    private static (ReasonCode Code, string Detail) Only(JobExplanation explanation)
    {
        var reason = Assert.Single(explanation.Reasons);
        return (reason.Code, reason.Detail);
    }

    private static JobSpec Gated(string? lane = null) => new() { Kind = "gate", Queue = "q", Lane = lane };
}
