using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Grains.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Actions on many jobs, on a running host.</summary>
public sealed class ActionTests : IAsyncLifetime
{
    private static readonly JobFilter Mine = new() { Tag = "mine" };

    private readonly Gate _gate = new();
    private readonly MemoryJobStore _store = new();
    private EngineHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await EngineHost.Start(_store, services =>
        {
            services.AddSingleton(_gate);
            services.AddJob<GateJob>("gate");
            services.Configure<ActionOptions>(actions => actions.AtOnce = 3);
        }, alone: true);
        await _host.Grains.GetGrain<IQueueGrain>("stopped").SetPaused(true);
    }

    public async Task DisposeAsync()
    {
        _gate.Open();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(JobAction.Cancel, JobState.Cancelled, "running, queued, scheduled, waiting")]
    [InlineData(JobAction.Retry, JobState.Queued, "succeeded, failed, cancelled")]
    [InlineData(JobAction.Delete, null, "succeeded, failed, cancelled")]
    public async Task Each_job_whose_state_allows_it_is_changed_and_the_others_are_skipped(JobAction action, JobState? after, string changed)
    {
        var jobs = await OneOfEach();
        var left = await _host.Submit(Job("noop") with { Tags = ["other"], Delay = TimeSpan.FromHours(1) });
        var counted = await Count(Mine);
        var done = changed.Split(", ");
        Assert.Equal(new JobActionResult { Done = done.Length, Skipped = jobs.Count - done.Length }, await Run(action, Mine));
        Assert.Equal(jobs.Count, counted.Count);
        foreach (var (state, id) in jobs)
            Assert.Equal(done.Contains(state.ToString().ToLowerInvariant()) ? after : state, (await Read(id))?.State);
        Assert.Equal(left.Version, (await Read(left.Id))!.Version);
    }

    [Fact]
    public async Task What_is_submitted_after_the_action_and_the_action_itself_are_not_touched()
    {
        for (var i = 0; i < 7; i++) await Scheduled();
        var (cancels, later) = (0, Guid.NewGuid());
        _store.BeforeWrite = async write =>
        {
            if (write.After.Phase == JobPhase.Cancelled && Interlocked.Increment(ref cancels) == 1) await _host.Submit(Job("noop") with { Delay = TimeSpan.FromHours(1) }, later);
        };
        Assert.Equal(new JobActionResult { Done = 7 }, await Run(JobAction.Cancel, new JobFilter()));
        Assert.Equal(JobState.Scheduled, (await Read(later))!.State);
        Assert.Equal(new JobActionResult { Done = 1, Skipped = 8 }, await Run(JobAction.Cancel, new JobFilter()));
    }

    [Fact]
    public async Task A_job_that_was_retried_and_fails_again_does_not_come_round()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            var failed = await _host.Run(Job("fail") with { Retry = new RetryRule { MaxAttempts = 1 } });
            ids.Add(failed.Id);
        }

        Assert.Equal(new JobActionResult { Done = 7 }, await Run(JobAction.Retry, new JobFilter { State = JobState.Failed, Kind = "fail" }));
        foreach (var id in ids) Assert.Equal(2, (await _host.End(id)).Attempts.Length);
    }

    [Fact]
    public async Task After_a_crash_it_goes_on_where_it_was_and_counts_each_job_once()
    {
        var rows = new List<JobRecord>();
        for (var i = 0; i < 8; i++) rows.Add(Row((await Scheduled()).Id));
        rows.Reverse();

        // The process died when it had read the second page, and had cancelled one job of it.
        await _host.Grains.GetGrain<IJobGrain>(rows[3].Id).Cancel(null);
        var walk = new ActionWalk { Page = [.. rows[3..6].Select(row => row.Id)], Next = rows[5].Seq, Result = new JobActionResult { Done = 2, Skipped = 1 } };
        _store.Put(JobSamples.Running() with
        {
            Id = Guid.NewGuid(),
            Kind = JobActionJob.Kind,
            Queue = JobActionJob.Queue,
            Owner = "dead",
            CreatedAt = DateTimeOffset.UtcNow,
            Input = Input(JobAction.Cancel, Mine),
            Checkpoint = Json.From(JsonSerializer.SerializeToUtf8Bytes(walk, JobJson.Options)),
        });
        var action = _store.Rows[^1].Id;
        await _host.Grains.GetGrain<IQueueGrain>(JobActionJob.Queue).Ping();
        Assert.Equal(new JobActionResult { Done = 7, Skipped = 1 }, ResultOf(await _host.End(action)));
        Assert.All(rows[3..], row => Assert.Equal(JobPhase.Cancelled, Row(row.Id).Phase));
        Assert.All(rows[..3], row => Assert.Equal(JobPhase.Pending, Row(row.Id).Phase));
    }

    [Fact]
    public async Task A_store_that_fails_now_and_then_leaves_nothing_out()
    {
        for (var i = 0; i < 7; i++) await Scheduled();
        var (writes, gone) = (0, 0);
        _store.BeforeWrite = write => write.After.Phase == JobPhase.Cancelled && Interlocked.Increment(ref writes) % 3 == 0
            ? throw new StoreException("away", outcomeUnknown: false)
            : Task.CompletedTask;

        // An answer is lost: nobody knows that it is done.
        _store.AfterWrite = write => write.After.Phase == JobPhase.Cancelled && Interlocked.Increment(ref gone) == 2
            ? throw new StoreException("away", outcomeUnknown: true)
            : Task.CompletedTask;
        Assert.Equal(new JobActionResult { Done = 7 }, await Run(JobAction.Cancel, Mine));
    }

    [Fact]
    public async Task An_input_that_retention_has_dropped_is_a_failure_and_the_log_says_so()
    {
        _store.Put(JobSamples.Failed() with { Id = Guid.NewGuid(), Tags = ["mine"], Input = null, PayloadExpired = true });
        var id = _store.Rows[^1].Id;
        var action = await _host.Run(Spec(JobAction.Retry, Mine));
        Assert.Equal(new JobActionResult { Failed = 1 }, ResultOf(action));
        Assert.Equal([$"Job {id}: its input is no longer kept"], _store.LogOf(action.Id));
    }

    [Fact]
    public async Task Cancelled_it_stops()
    {
        for (var i = 0; i < 30; i++) await Scheduled();
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.BeforeWrite = write =>
        {
            if (write.After is not { Phase: JobPhase.Cancelled, Kind: "noop" }) return Task.CompletedTask;
            begun.TrySetResult();
            return stop.Task;
        };
        var action = await _host.Submit(Spec(JobAction.Cancel, Mine));
        await begun.Task;
        Assert.IsType<ChangeResult.Changed>(await _host.Grains.GetGrain<IJobGrain>(action.Id).Cancel(null));
        stop.SetResult();
        Assert.Equal(JobState.Cancelled, (await _host.End(action.Id)).State);
        await _host.Grains.GetGrain<IJobGrain>(_store.Rows.First(row => row.Tags.Contains("mine")).Id).Patch(new JobPatch { Priority = 1 });
        Assert.True((await Count(Mine with { State = JobState.Scheduled })).Count >= 24);
    }

    [Fact]
    public async Task Ten_thousand_jobs_are_cancelled_with_progress()
    {
        var row = JobSamples.Pending() with { Queue = "stopped", Tags = ["mine"], RunAt = DateTimeOffset.UtcNow.AddHours(1) };
        for (var i = 0; i < 10_000; i++) _store.Put(row with { Id = Guid.NewGuid() });

        // With the options as they are without configuration.
        await _host.DisposeAsync();
        _host = await EngineHost.Start(_store, alone: true);
        var ended = await _host.Run(Spec(JobAction.Cancel, new JobFilter { Queue = "stopped" }));
        Assert.Equal(new JobActionResult { Done = 10_000 }, ResultOf(ended));
        Assert.Equal((1, "10000 done, 0 skipped, 0 failed, of 10000"), (ended.Progress!.Fraction, ended.Progress.Message));
        Assert.Equal(10_000, _store.Rows.Count(job => job is { Phase: JobPhase.Cancelled } && job.CancelReason == $"By action {ended.Id}."));
    }

    private async Task<Dictionary<JobState, Guid>> OneOfEach()
    {
        var running = await _host.Submit(Job("gate"));
        await _gate.WaitForEntry();
        var queued = await _host.Submit(Job("noop") with { Queue = "stopped" });
        var waiting = await _host.Submit(Job("noop") with { After = [running.Id] });
        var ended = new Dictionary<JobState, Guid>
        {
            [JobState.Running] = running.Id,
            [JobState.Queued] = queued.Id,
            [JobState.Waiting] = waiting.Id,
            [JobState.Scheduled] = (await Scheduled()).Id,
        };
        foreach (var (state, row) in new[] { (JobState.Succeeded, JobSamples.Succeeded()), (JobState.Failed, JobSamples.Failed()), (JobState.Cancelled, JobSamples.Cancelled()) })
            _store.Put(row with { Id = ended[state] = Guid.NewGuid(), Queue = "stopped", Tags = ["mine"] });
        return ended;
    }

    private Task<Job> Scheduled() => _host.Submit(Job("noop") with { Delay = TimeSpan.FromHours(1) });

    private static JobSpec Job(string kind) => new() { Kind = kind, Tags = ["mine"] };

    private static Json Input(JobAction action, JobFilter filter) => Spec(action, filter).Input!;

    private static JobSpec Spec(JobAction action, JobFilter filter) =>
        JobContext.NewJob(JobActionJob.Kind, new JobActionInput { Action = action, Filter = filter });

    private async Task<JobActionResult> Run(JobAction action, JobFilter filter) => ResultOf(await _host.Run(Spec(action, filter)));

    private static JobActionResult ResultOf(Job job)
    {
        Assert.True(job.State == JobState.Succeeded, job.Error?.Message);
        return JsonSerializer.Deserialize<JobActionResult>(job.Result!.ToString(), JobJson.Options)!;
    }

    private Task<JobCount> Count(JobFilter filter) => _host.Grains.GetGrain<IJobQueryGrain>(0).Count(filter);

    private Task<Job?> Read(Guid id) => _host.Grains.GetGrain<IJobQueryGrain>(0).Get(id);

    private JobRecord Row(Guid id) => _store.Rows.Single(row => row.Id == id);
}
