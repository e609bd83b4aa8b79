using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Grains.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Jobs on a running host. What happens when its store fails: <see cref="StoreFaultTests"/>.</summary>
public sealed class EngineTests : IAsyncLifetime
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
    public async Task A_job_with_a_free_slot_is_submitted_and_started_in_one_commit_and_ends_in_a_second()
    {
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal([JobPhase.Running, JobPhase.Succeeded], _store.Commits.Select(commit => commit.After.Phase));
    }

    [Fact]
    public async Task The_result_is_what_the_handler_returned()
    {
        _gate.Open("seen");
        Assert.Equal("\"seen\"", (await _host.Run(new JobSpec { Kind = "gate" })).Result!.ToString());
    }

    [Fact]
    public async Task An_unknown_kind_and_an_input_that_does_not_fit_are_refused_and_nothing_is_stored()
    {
        var unknown = await Submit(new JobSpec { Kind = "nothing" });
        Assert.Equal("kind", Assert.Single(Assert.IsType<SubmitResult.Invalid>(unknown).Errors).Field);
        foreach (var input in new[] { """{"duration":5}""", """{"duration":"-PT0.001S"}""", "{}" })
        {
            var misfit = await Submit(new JobSpec { Kind = "sleep", Input = Json.Parse(input) });
            Assert.Equal("input", Assert.Single(Assert.IsType<SubmitResult.Invalid>(misfit).Errors).Field);
        }

        Assert.Empty(_store.Rows);
    }

    [Fact]
    public async Task A_failing_job_is_tried_again_and_succeeds()
    {
        var job = await _host.Run(new JobSpec { Kind = "fail", Input = Json.Parse("""{"times":2}"""), Retry = Quick });
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal([AttemptOutcome.Failed, AttemptOutcome.Failed, AttemptOutcome.Succeeded], job.Attempts.Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task A_job_that_always_fails_ends_failed_with_the_last_error()
    {
        var job = await _host.Run(new JobSpec { Kind = "fail", Input = Json.Parse("""{"message":"broken"}"""), Retry = Quick });
        Assert.Equal((JobState.Failed, 3, "broken"), (job.State, job.Attempts.Length, job.Error!.Message));
    }

    [Fact]
    public async Task A_failed_job_that_is_retried_by_hand_runs_again_under_its_id()
    {
        var job = await _host.Run(new JobSpec { Kind = "fail", Input = Json.Parse("{}"), Retry = Quick });
        var changed = await _host.Grains.GetGrain<IJobGrain>(job.Id).Retry(Json.Parse("""{"times":0}"""));
        Assert.IsType<ChangeResult.Changed>(changed);
        Assert.Equal(JobState.Succeeded, (await _host.End(job.Id)).State);
    }

    [Fact]
    public async Task A_handler_that_outlives_its_timeout_is_left_behind()
    {
        _gate.IgnoreCancellation = true;
        var job = await _host.Run(new JobSpec
        {
            Kind = "gate",
            Timeout = TimeSpan.FromMilliseconds(20),
            Retry = new RetryRule { MaxAttempts = 1 },
        });
        Assert.Equal((JobState.Failed, "timeout"), (job.State, job.Error!.Type));
        Assert.Equal(AttemptOutcome.TimedOut, Assert.Single(job.Attempts).Outcome);
    }

    [Fact]
    public async Task Cancel_ends_a_running_job_at_once_though_its_handler_does_not_listen()
    {
        _gate.IgnoreCancellation = true;
        var job = await _host.Submit(new JobSpec { Kind = "gate" });
        await _gate.WaitForEntry();
        var cancelled = await _host.Grains.GetGrain<IJobGrain>(job.Id).Cancel("enough");
        Assert.Equal(JobState.Cancelled, Assert.IsType<ChangeResult.Changed>(cancelled).Job.State);

        _gate.Open("too late");
        Assert.Equal(JobState.Succeeded, (await _host.Run(new JobSpec { Kind = "noop" })).State);
        Assert.Equal(JobPhase.Cancelled, _store.Rows[0].Phase);
        Assert.Null(_store.Rows[0].Result);
    }

    [Fact]
    public async Task A_cancel_of_an_ended_or_unknown_job_changes_nothing()
    {
        var job = await _host.Run(new JobSpec { Kind = "noop" });
        Assert.IsType<ChangeResult.Conflict>(await _host.Grains.GetGrain<IJobGrain>(job.Id).Cancel(null));
        Assert.IsType<ChangeResult.NotFound>(await _host.Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Cancel(null));
    }

    [Fact]
    public async Task A_hundred_submits_under_one_key_make_one_job()
    {
        var spec = new JobSpec { Kind = "noop", Keyed = true };
        var id = JobId.FromKey("default", "k");
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _host.Grains.GetGrain<IJobGrain>(id).Submit(spec)));
        Assert.Single(results, result => result is SubmitResult.Accepted);
        Assert.Equal(99, results.Count(result => result is SubmitResult.Existing));
        Assert.Single(_store.Rows);
    }

    [Fact]
    public async Task A_submit_that_is_sent_again_finds_the_job_it_has_made()
    {
        var spec = new JobSpec { Kind = "noop" };
        var grain = _host.Grains.GetGrain<IJobGrain>(Guid.NewGuid());
        var results = await Task.WhenAll(grain.Submit(spec), grain.Submit(spec));
        await _host.End(grain.GetPrimaryKey());
        results = [.. results, await grain.Submit(spec)];
        Assert.All(results, result => Assert.Equal(grain.GetPrimaryKey(), Assert.IsType<SubmitResult.Accepted>(result).Job.Id));
        Assert.Single(_store.Rows);
    }

    [Fact]
    public async Task A_key_with_another_request_is_refused()
    {
        var grain = _host.Grains.GetGrain<IJobGrain>(JobId.FromKey("default", "k"));
        await grain.Submit(new JobSpec { Kind = "noop", Keyed = true });
        Assert.IsType<SubmitResult.KeyReused>(await grain.Submit(new JobSpec { Kind = "noop", Keyed = true, Priority = 1 }));
    }

    [Fact]
    public async Task A_full_queue_runs_by_priority_never_above_its_limit()
    {
        var first = await _host.Submit(new JobSpec { Kind = "gate", Queue = "narrow" });
        await _gate.WaitForEntry();

        // Of what is submitted the queue hears a moment later; when it is resumed, it reads what waits.
        var queue = _host.Grains.GetGrain<IQueueGrain>("narrow");
        await queue.SetPaused(true);
        var low = await _host.Submit(new JobSpec { Kind = "noop", Queue = "narrow", Priority = -1 });
        var high = await _host.Submit(new JobSpec { Kind = "noop", Queue = "narrow", Priority = 1 });
        Assert.Equal((JobState.Queued, JobState.Queued), (low.State, high.State));
        await queue.SetPaused(false);

        _gate.Open();
        var (lowEnd, highEnd) = (await _host.End(low.Id), await _host.End(high.Id));
        Assert.True(highEnd.StartedAt <= lowEnd.StartedAt);
        Assert.Equal(1, MostAtOnce(_store.Commits));
        Assert.NotEqual(Guid.Empty, first.Id);
    }

    [Fact]
    public async Task The_jobs_of_a_dead_host_start_again_without_using_a_retry()
    {
        _store.Put(JobSamples.Running() with { Owner = "dead" });
        var job = await _host.End(JobSamples.Pending().Id);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal([AttemptOutcome.Crashed, AttemptOutcome.Succeeded], job.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal((1, 0), (_store.Rows[0].Crashes, _store.Rows[0].Failures));
    }

    [Fact]
    public async Task A_waiting_job_without_any_hint_is_found_in_the_table()
    {
        _store.Put(JobSamples.Pending());
        Assert.Equal(JobState.Succeeded, (await _host.End(JobSamples.Pending().Id)).State);
    }

    [Fact]
    public async Task Suspects_run_one_at_a_time_and_innocent_ones_succeed()
    {
        for (var n = 0; n < 5; n++)
            _store.Put(JobSamples.Running() with { Id = Guid.NewGuid(), Owner = "dead", Crashes = 1 });
        foreach (var row in _store.Rows) Assert.Equal(JobState.Succeeded, (await _host.End(row.Id)).State);
        Assert.All(_store.Rows, row => Assert.Equal((2, 0), (row.Crashes, row.ProbationCrashes)));
        Assert.Equal(1, MostAtOnce(_store.Commits.Where(commit => commit.After.OnProbation || commit.After.HasEnded)));
    }

    [Fact]
    public async Task A_job_that_killed_its_probation_often_enough_is_poison()
    {
        _store.Put(JobSamples.Running() with { Owner = "dead", Crashes = 4, ProbationCrashes = 2, OnProbation = true });
        var job = await _host.End(JobSamples.Pending().Id);
        Assert.Equal((JobState.Failed, "poison"), (job.State, job.Error!.Type));
    }

    [Fact]
    public async Task Progress_log_and_checkpoint_are_recorded_and_the_next_attempt_finds_them()
    {
        var job = await _host.Submit(new JobSpec { Kind = "gate", Retry = Quick });
        await _gate.WaitForEntry();
        var context = _gate.Entered.First();
        context.Log("one");
        context.ReportProgress(0.5, "half");
        await context.SaveCheckpoint(41);
        context.Log("two");
        _gate.Open();
        var ended = await _host.End(job.Id);
        Assert.Equal(0.5, ended.Progress!.Fraction);
        Assert.Equal(["one", "two"], _store.LogOf(job.Id));
        Assert.Contains(_store.Commits, commit => commit.After.Checkpoint?.ToString() == "41");
    }

    [Fact]
    public async Task What_a_superseded_attempt_reports_is_refused()
    {
        _gate.IgnoreCancellation = true;
        var job = await _host.Submit(new JobSpec { Kind = "gate" });
        await _gate.WaitForEntry();
        await _host.Grains.GetGrain<IJobGrain>(job.Id).Cancel(null);
        await Assert.ThrowsAsync<OperationCanceledException>(() => _gate.Entered.First().SaveCheckpoint(1));
        Assert.Null(_store.Rows[0].Checkpoint);
    }

    [Fact]
    public async Task A_handler_whose_result_is_too_large_fails_clearly()
    {
        _gate.Open(new string('x', 2 << 20));
        var job = await _host.Run(new JobSpec { Kind = "gate" });
        Assert.Equal((JobState.Failed, "result"), (job.State, job.Error!.Type));
        Assert.Single(job.Attempts);
    }

    [Fact]
    public async Task An_orderly_stop_interrupts_running_jobs_and_the_next_host_goes_on()
    {
        var job = await _host.Submit(new JobSpec { Kind = "gate" });
        await _gate.WaitForEntry();
        await _host.DisposeAsync();
        var stopped = _store.Rows[0];
        Assert.Equal((JobPhase.Pending, AttemptOutcome.Interrupted, 0), (stopped.Phase, stopped.Attempts[^1].Outcome, stopped.Crashes));

        _gate.Open();
        _host = await StartHost();
        Assert.Equal(JobState.Succeeded, (await _host.End(job.Id)).State);
    }

    private static RetryRule Quick => new() { MaxAttempts = 3, InitialDelay = TimeSpan.FromMilliseconds(5), Jitter = 0 };

    private Task<EngineHost> StartHost() => EngineHost.Start(_store, services =>
    {
        services.AddSingleton(_gate);
        services.AddJob<GateJob>("gate");
        services.Configure<QueuesOptions>(queues => queues["narrow"] = new QueueOptions { Concurrency = 1 });
    });

    private Task<SubmitResult> Submit(JobSpec spec) => _host.Grains.GetGrain<IJobGrain>(Guid.NewGuid()).Submit(spec);

    /// <summary>The most jobs that were recorded as running at any moment.</summary>
    private static int MostAtOnce(IEnumerable<JobWrite> commits)
    {
        var running = new HashSet<Guid>();
        var most = 0;
        foreach (var commit in commits)
        {
            if (commit.After.Phase == JobPhase.Running) running.Add(commit.After.Id);
            else running.Remove(commit.After.Id);
            most = Math.Max(most, running.Count);
        }

        return most;
    }
}
