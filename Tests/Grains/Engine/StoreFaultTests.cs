using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Jobs over a store whose faults the test chooses.</summary>
public sealed class StoreFaultTests : IAsyncLifetime
{
    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync() => _host = await EngineHost.Start(
        _store, services => services.Configure<QueuesOptions>(queues => queues["narrow"] = new QueueOptions { Concurrency = 1 }));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_submit_that_the_store_refuses_is_an_error_and_no_job()
    {
        _store.BeforeWrite = _ => throw new StoreException("disk full", outcomeUnknown: false);
        Assert.True(Assert.IsType<SubmitResult.Unavailable>(await Submit(new JobSpec { Kind = "noop" })).Unchanged);
        Assert.Empty(_store.Rows);
    }

    [Fact]
    public async Task A_submit_that_an_overloaded_store_refuses_says_so()
    {
        _store.BeforeWrite = _ => throw new StoreException("too slow", outcomeUnknown: false) { IsBusy = true };
        var refused = Assert.IsType<SubmitResult.Unavailable>(await Submit(new JobSpec { Kind = "noop" }));
        Assert.Equal((true, true), (refused.Unchanged, refused.IsBusy));
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_and_cannot_be_looked_up_may_have_been_made()
    {
        _store.BeforeWrite = _ =>
        {
            _store.BeforeRead = () => throw new StoreException("no network", outcomeUnknown: false);
            throw new StoreException("no network", outcomeUnknown: true);
        };
        Assert.False(Assert.IsType<SubmitResult.Unavailable>(await Submit(new JobSpec { Kind = "noop", Delay = TimeSpan.FromDays(1) })).Unchanged);
    }

    [Fact]
    public async Task A_submit_that_fails_or_expires_gives_its_slot_back()
    {
        _store.BeforeWrite = _ => throw new StoreException("disk full", outcomeUnknown: false);
        Assert.IsType<SubmitResult.Unavailable>(await Submit(new JobSpec { Kind = "noop", Queue = "narrow" }));
        _store.BeforeWrite = null;
        var expired = await _host.Run(new JobSpec { Kind = "noop", Queue = "narrow", ExpiresAt = DateTimeOffset.UnixEpoch });
        Assert.Equal((JobState.Failed, "expired"), (expired.State, expired.Error!.Type));

        // With the one slot of this queue still taken, it would be stored as waiting first.
        var job = await _host.Run(new JobSpec { Kind = "noop", Queue = "narrow" });
        Assert.Equal(2, _store.Commits.Count(commit => commit.After.Id == job.Id));
    }

    [Fact]
    public async Task A_submit_whose_answer_was_lost_is_found_in_the_row_and_runs_once()
    {
        var lost = 0;
        _store.AfterWrite = write => write.Before is null && Interlocked.Increment(ref lost) == 1
            ? throw new StoreException("connection lost", outcomeUnknown: true)
            : Task.CompletedTask;
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Single(job.Attempts);
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_runs_though_another_activation_has_changed_its_row_since()
    {
        var lost = 0;
        _store.AfterWrite = write =>
        {
            if (write.After.Phase != JobPhase.Running || Interlocked.Increment(ref lost) > 1) return Task.CompletedTask;
            _store.Put(write.After with { Version = write.After.Version + 1, Stamp = 0 });
            throw new StoreException("connection lost", outcomeUnknown: true);
        };
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempts.Length));
    }

    [Fact]
    public async Task An_end_that_the_store_does_not_take_is_recorded_when_it_does()
    {
        var failures = 0;
        _store.BeforeWrite = write => write.After.HasEnded && Interlocked.Increment(ref failures) <= 3
            ? throw new StoreException("disk full", outcomeUnknown: false)
            : Task.CompletedTask;
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        Assert.Equal((JobState.Succeeded, 1, 4), (job.State, job.Attempts.Length, failures));
    }

    [Fact]
    public async Task An_end_whose_answer_was_lost_is_recorded_once()
    {
        var lost = 0;
        _store.AfterWrite = write => write.After.HasEnded && Interlocked.Increment(ref lost) == 1
            ? throw new StoreException("connection lost", outcomeUnknown: true)
            : Task.CompletedTask;
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Single(_store.Commits, commit => commit.After.HasEnded);
    }

    private Task<SubmitResult> Submit(JobSpec spec) => _host.Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(spec);
}
