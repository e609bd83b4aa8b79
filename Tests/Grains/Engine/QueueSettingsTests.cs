using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Pause and limits of a queue, on a running host: durable before the answer, in effect with it.</summary>
public sealed class QueueSettingsTests : IAsyncLifetime
{
    private readonly Gate _gate = new();
    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await StartHost();

    public async Task DisposeAsync()
    {
        _gate.Open();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_of_a_paused_queue_are_stored_and_run_after_resume()
    {
        await SetPaused(true);
        var job = await _host.Submit(new JobSpec { Kind = "noop", Queue = "q" });
        await _store.WaitForReads(3);
        Assert.Equal(JobPhase.Pending, Assert.Single(_store.Rows).Phase);

        await SetPaused(false);
        Assert.Equal(JobState.Succeeded, (await _host.End(job.Id)).State);
    }

    [Fact]
    public async Task Running_jobs_of_a_paused_queue_go_on_and_others_are_not_affected()
    {
        var running = await _host.Submit(new JobSpec { Kind = "gate", Queue = "q" });
        await _gate.WaitForEntry();
        await SetPaused(true);
        Assert.Equal(JobState.Succeeded, (await _host.Run(new JobSpec { Kind = "noop", Queue = "other" })).State);
        _gate.Open();
        Assert.Equal(JobState.Succeeded, (await _host.End(running.Id)).State);
    }

    [Fact]
    public async Task A_paused_queue_stays_paused_over_a_restart()
    {
        await SetPaused(true);
        var job = await _host.Submit(new JobSpec { Kind = "noop", Queue = "q" });
        await _host.DisposeAsync();
        _host = await StartHost();
        await _store.WaitForReads(3);
        Assert.Equal(JobPhase.Pending, Assert.Single(_store.Rows).Phase);

        await SetPaused(false);
        Assert.Equal(JobState.Succeeded, (await _host.End(job.Id)).State);
    }

    [Fact]
    public async Task A_pause_told_to_another_activation_holds_for_this_one_too()
    {
        // Active here under an epoch of its own, unpaused.
        Assert.Equal(JobState.Succeeded, (await _host.Run(new JobSpec { Kind = "noop", Queue = "q" })).State);
        await using (var other = await StartHost())
        {
            var answer = await other.Grains.GetGrain<IQueueGrain>("q").SetPaused(true);
            Assert.True(Assert.IsType<QueueResult.Changed>(answer).Queue.Paused);
            var job = await _host.Submit(new JobSpec { Kind = "noop", Queue = "q" });
            await _store.WaitForReads(3);
            Assert.Equal(JobPhase.Pending, _store.Rows.Single(row => row.Id == job.Id).Phase);
        }

        await SetPaused(false);
        foreach (var row in _store.Rows) Assert.Equal(JobState.Succeeded, (await _host.End(row.Id)).State);
    }

    [Fact]
    public async Task What_was_allowed_to_start_before_the_pause_and_is_not_stored_by_then_does_not_start()
    {
        var arrived = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        _store.BeforeWrite = async write =>
        {
            if (write.Epoch is null) return;
            arrived.TrySetResult();
            await released.Task;
        };
        var submit = _host.Submit(new JobSpec { Kind = "noop", Queue = "q" });
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await SetPaused(true);
        released.SetResult();
        var job = await submit;
        Assert.Equal(JobState.Queued, job.State);
        Assert.DoesNotContain(_store.Commits, commit => commit.After.Phase == JobPhase.Running);

        await SetPaused(false);
        Assert.Equal(JobState.Succeeded, (await _host.End(job.Id)).State);
    }

    [Fact]
    public async Task Below_a_lowered_limit_no_job_starts_until_enough_have_ended_and_a_raised_one_fills_at_once()
    {
        var first = await _host.Submit(new JobSpec { Kind = "gate", Queue = "q" });
        var second = await _host.Submit(new JobSpec { Kind = "gate", Queue = "q" });
        await _gate.WaitForEntry(2);
        await Configure(new QueueSettings { Concurrency = 1 });
        var third = await _host.Submit(new JobSpec { Kind = "gate", Queue = "q" });
        await Cancel(first);
        await _store.WaitForReads(3);
        Assert.Equal(JobPhase.Pending, Row(third).Phase);

        await Cancel(second);
        await _gate.WaitForEntry();
        Assert.Equal(JobPhase.Running, Row(third).Phase);
        var fourth = await _host.Submit(new JobSpec { Kind = "gate", Queue = "q" });
        Assert.Equal(JobState.Queued, fourth.State);
        await Configure(new QueueSettings { Concurrency = 2 });
        await _gate.WaitForEntry();
        Assert.Equal(JobPhase.Running, Row(fourth).Phase);
    }

    [Fact]
    public async Task Settings_left_out_are_the_configured_ones()
    {
        var queue = _host.Grains.GetGrain<IQueueGrain>("narrow");
        Assert.Equal(9, Assert.IsType<QueueResult.Changed>(await queue.Configure(new QueueSettings { Concurrency = 9 })).Queue.Limit);
        var answer = Assert.IsType<QueueResult.Changed>(await queue.Configure(new QueueSettings()));
        Assert.Equal(new QueueStatus { Name = "narrow", Paused = false, Limit = 1 }, answer.Queue);
    }

    [Fact]
    public async Task Pause_keeps_the_limit_and_reads_tell_both()
    {
        await Configure(new QueueSettings { Concurrency = 3 });
        await SetPaused(true);
        var queue = await _host.Grains.GetGrain<IQueueQueryGrain>(0).Get("q");
        Assert.Equal(("q", true, 3, 3), (queue!.Name, queue.Paused, queue.Concurrency, queue.Limit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    [InlineData(int.MinValue)]
    public async Task A_limit_out_of_range_is_refused_and_changes_nothing(int concurrency)
    {
        var answer = await _host.Grains.GetGrain<IQueueGrain>("q").Configure(new QueueSettings { Concurrency = concurrency, Paused = true });
        Assert.Equal("concurrency", Assert.Single(Assert.IsType<QueueResult.Invalid>(answer).Errors).Field);
        Assert.Equal(JobState.Succeeded, (await _host.Run(new JobSpec { Kind = "noop", Queue = "q" })).State);
    }

    [Fact]
    public async Task Only_queues_that_were_used_set_or_configured_are_found_and_reading_makes_none()
    {
        var reader = _host.Grains.GetGrain<IQueueQueryGrain>(0);
        Assert.Null(await reader.Get("q"));
        Assert.Null(await reader.Get("q"));
        Assert.Equal(1, (await reader.Get("narrow"))!.Limit);
        Assert.NotNull(await reader.Get("default"));
        await _host.Run(new JobSpec { Kind = "noop", Queue = "q" });
        Assert.NotNull(await reader.Get("q"));
    }

    [Fact]
    public async Task A_change_that_the_store_does_not_take_is_unavailable_and_the_queue_goes_on_when_it_does()
    {
        var refuses = true;
        _store.BeforeEpoch = () => refuses ? throw new StoreException("disk full", outcomeUnknown: false) : Task.CompletedTask;
        Assert.IsType<QueueResult.Unavailable>(await _host.Grains.GetGrain<IQueueGrain>("q").SetPaused(true));
        var job = await _host.Submit(new JobSpec { Kind = "noop", Queue = "q" });
        Assert.Equal(JobState.Queued, job.State);
        refuses = false;
        Assert.Equal(JobState.Succeeded, (await _host.End(job.Id)).State);
    }

    private Task<EngineHost> StartHost() => EngineHost.Start(_store, services =>
    {
        services.AddSingleton(_gate);
        services.AddJob<GateJob>("gate");
        services.Configure<QueuesOptions>(queues => queues["narrow"] = new QueueOptions { Concurrency = 1 });
    });

    private JobRecord Row(Job job) => _store.Rows.Single(row => row.Id == job.Id);

    private async Task Cancel(Job job) => await _host.Grains.GetGrain<IJobGrain>(job.Id).Cancel(null);

    private async Task SetPaused(bool paused) =>
        Assert.IsType<QueueResult.Changed>(await _host.Grains.GetGrain<IQueueGrain>("q").SetPaused(paused));

    private async Task Configure(QueueSettings settings) =>
        Assert.IsType<QueueResult.Changed>(await _host.Grains.GetGrain<IQueueGrain>("q").Configure(settings));
}
