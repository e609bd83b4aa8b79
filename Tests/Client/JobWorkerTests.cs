using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansJobs.Client;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>Workers of the client against the service.</summary>
[Collection(nameof(ClientService))]
public sealed class JobWorkerTests(ClientService service) : IAsyncLifetime
{
    private readonly string _name = ClientService.NewName();
    private readonly OrleansJobsClient _client = service.NewClient();
    private readonly CancellationTokenSource _stop = new();

    public async Task InitializeAsync() => await _client.Kinds.Put(_name, new KindSpec { Queue = _name, Retry = new RetryRule { MaxAttempts = 3, InitialDelay = TimeSpan.FromMilliseconds(1) } });

    public Task DisposeAsync()
    {
        _client.Dispose();
        _stop.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_job_has_its_result_and_all_that_its_handler_said()
    {
        var job = await _client.Jobs.Submit(new JobSpec(_name).WithInput(new { words = "to be or not to be" }));
        var running = Worker(_client).Handle(_name, async (job, _) =>
        {
            for (var line = 1; line <= 250; line++) job.Log($"line {line}");
            job.Progress(0.25, "a quarter");
            job.Progress(0.5, "half");
            await Task.Yield();
            return new { count = job.ReadInput<WordsInput>().Words.Split(' ').Length };
        }).Run(_stop.Token);

        Assert.Equal(6, (await _client.Jobs.Result(job.Id)).GetProperty("count").GetInt32());
        var ended = await _client.Jobs.Get(job.Id);
        Assert.Equal(new JobProgress(0.5, "half"), ended.Progress);
        Assert.Equal("tester", Assert.Single(ended.Attempts).Worker);
        Assert.Equal(Enumerable.Range(1, 250).Select(line => $"line {line}"), await _client.Jobs.Logs(job.Id).Select(line => line.Text).ToListAsync());
        Assert.Equal([_name], Assert.Single(await _client.Queues.Workers(_name)).Kinds);
        Assert.Equal(["tester"], (await _client.Queues.Workers()).Where(worker => worker.Queue == _name).Select(worker => worker.Name));
        await End(running);
    }

    [Fact]
    public async Task A_step_is_done_once_and_a_checkpoint_is_kept_over_attempts()
    {
        var (steps, checkpoints) = (0, new List<JsonElement?>());
        var job = await _client.Jobs.Submit(new JobSpec(_name));
        var running = Worker(_client).Handle(_name, async (job, _) =>
        {
            checkpoints.Add(job.Checkpoint);
            var number = await job.Step("draw", () => Task.FromResult(++steps * 10));
            await job.Step("nothing", () => Task.CompletedTask);
            job.SaveCheckpoint(JsonElement.Parse("[1]"));
            return checkpoints.Count < 3 ? throw new InvalidOperationException("not yet") : number;
        }).Run(_stop.Token);
        Assert.Equal(10, await _client.Jobs.Result<int>(job.Id));
        Assert.Equal((1, "[1]"), (steps, checkpoints[2]?.GetRawText()));
        Assert.Equal([("draw", "10"), ("nothing", "null")], await _client.Jobs.Steps(job.Id).Select(step => (step.Name, step.Value.GetRawText())).ToListAsync());
        Assert.Null(checkpoints[0]);
        Assert.Equal(["InvalidOperationException", "InvalidOperationException", null], (await _client.Jobs.Get(job.Id)).Attempts.Select(attempt => attempt.Error?.Type));
        await End(running);
    }

    [Fact]
    public async Task A_handler_goes_on_with_the_trace_of_the_submit()
    {
        using var submit = new Activity("submit").Start();
        var job = await _client.Jobs.Submit(new JobSpec(_name));
        submit.Stop();
        var running = Worker(_client).Handle(_name, (_, _) => Task.FromResult(Activity.Current?.TraceId.ToHexString())).Run(_stop.Token);
        Assert.Equal(submit.TraceId.ToHexString(), await _client.Jobs.Result<string>(job.Id));
        await End(running);
    }

    [Fact]
    public async Task A_failure_that_no_retry_mends_is_the_last()
    {
        var bad = await _client.Jobs.Submit(new JobSpec(_name).WithInput("no words"));
        var large = await _client.Jobs.Submit(new JobSpec(_name).WithInput(new { words = "large" }));
        var running = Worker(_client).Handle(_name, (job, _) => Task.FromResult(new string('x', job.ReadInput<WordsInput>().Words.Length << 20))).Run(_stop.Token);
        Assert.Equal(("input", 1), await FailureOf(bad.Id));

        // A body that is larger than any request may be.
        Assert.Equal(("refused", 1), await FailureOf(large.Id));
        await End(running);

        async Task<(string?, int)> FailureOf(Guid id) => await _client.Jobs.WaitForEnd(id) is { State: JobState.Failed } job ? (job.Error?.Type, job.Attempts.Count) : default;
    }

    [Fact]
    public async Task A_handler_hears_that_its_job_was_cancelled()
    {
        var stopped = new TaskCompletionSource();
        var running = Worker(_client, leaseSeconds: 3).Handle(_name, (_, stop) => Forever(stopped, stop)).Run(_stop.Token);
        var job = await Started();
        await _client.Jobs.Cancel(job.Id);
        await stopped.Task;
        await End(running);
        Assert.Equal([AttemptOutcome.Cancelled], (await _client.Jobs.Get(job.Id)).Attempts.Select(attempt => attempt.Outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_lost_the_lease_stops_and_ends_the_job_no_more(bool heeds)
    {
        var line = new CutLine();
        using var lost = service.NewClient(line);
        var (stopped, over) = (new TaskCompletionSource(), new TaskCompletionSource<string>());

        // With a second slot it would ask for jobs all the while, over the line before it is cut, and get its own job again.
        var running = Worker(lost, concurrency: 1, leaseSeconds: 1).Handle(_name, async (_, stop) =>
        {
            stop.Register(() => stopped.TrySetResult());
            return heeds ? await over.Task.WaitAsync(stop) : await over.Task;
        }).Run(_stop.Token);
        var job = await Started();
        line.Cuts = _ => true;
        await stopped.Task;

        var second = Assert.Single(await _client.Leases.Lease(_name, new LeaseRequest([_name]) { Wait = TimeSpan.FromSeconds(60) }));
        line.Cuts = null;
        over.SetResult("late");
        await End(running);
        await _client.Leases.Complete(second.Job.Id, second.Token, JsonSerializer.SerializeToElement("in time"));
        Assert.Equal("in time", await _client.Jobs.Result<string>(job.Id));
        Assert.True((await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Leases.Heartbeat(second.Job.Id, second.Token))).IsStaleToken);
        Assert.Equal([AttemptOutcome.Crashed, AttemptOutcome.Succeeded], (await _client.Jobs.Get(job.Id)).Attempts.Select(attempt => attempt.Outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_not_answered_is_said_again(bool onlyAnswers)
    {
        var cuts = 0;
        using var unsteady = service.NewClient(new CutLine { OnlyAnswers = onlyAnswers, Cuts = request => !request.RequestUri!.AbsolutePath.EndsWith("/lease", StringComparison.Ordinal) && ++cuts % 10 != 0 });
        var running = Worker(unsteady).Handle(_name, async (job, _) => await job.Step("draw", () => Task.FromResult(7))).Run(_stop.Token);
        var job = await _client.Jobs.Submit(new JobSpec(_name));
        Assert.Equal(7, await _client.Jobs.Result<int>(job.Id));
        Assert.InRange(cuts, 10, int.MaxValue);
        await End(running);
        Assert.Single((await _client.Jobs.Get(job.Id)).Attempts);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_by_an_hour_ends_no_lease()
    {
        var beats = 0;
        var line = new CutLine { Cuts = request => request.RequestUri!.AbsolutePath.EndsWith("/heartbeat", StringComparison.Ordinal) && ++beats < 0 };
        using var watched = service.NewClient(line, new WrongClock());
        var running = Worker(watched, leaseSeconds: 3).Handle(_name, async (job, stop) =>
        {
            while (beats < 3) await Task.Delay(1, stop);
            return "done";
        }).Run(_stop.Token);
        var job = await _client.Jobs.Submit(new JobSpec(_name));
        Assert.Equal("done", await watched.Jobs.Result<string>(job.Id, TimeSpan.FromMinutes(1)));
        Assert.Single((await _client.Jobs.Get(job.Id)).Attempts);
        await End(running);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_that_stops_gives_its_job_back(bool heeds)
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var running = Worker(_client).Handle(_name, async (_, stop) =>
        {
            begun.TrySetResult();
            await (heeds ? go.Task.WaitAsync(stop) : go.Task);
        }).Run(_stop.Token);
        var job = await Started();
        await begun.Task;
        await End(running);
        var given = await _client.Jobs.Get(job.Id);
        Assert.Equal((JobState.Queued, AttemptOutcome.Interrupted), (given.State, Assert.Single(given.Attempts).Outcome));

        // What an abandoned handler comes to later is not recorded.
        go.SetResult();
        Assert.Equal(2, Assert.Single(await _client.Leases.Lease(_name, new LeaseRequest([_name]) { Wait = TimeSpan.FromSeconds(60) })).Job.Attempts.Count);
    }

    [Fact]
    public async Task A_worker_that_stops_lets_a_job_be_finished()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        var running = Worker(_client, grace: TimeSpan.FromMinutes(1)).Handle(_name, async (_, stop) =>
        {
            begun.SetResult();
            return await go.Task.WaitAsync(stop);
        }).Run(_stop.Token);
        var job = await Started();
        await begun.Task;
        await _stop.CancelAsync();
        go.SetResult("done");
        await running;
        Assert.Equal(JobState.Succeeded, (await _client.Jobs.Get(job.Id)).State);
    }

    [Fact]
    public async Task Many_jobs_are_run_at_a_time_each_once()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var outcomes = await _client.Jobs.SubmitMany(Enumerable.Repeat(new JobSpec(_name), 500));
        var running = Worker(_client, concurrency: 50).Handle(_name, (job, _) =>
        {
            seen.Add(job.Id);
            return Task.CompletedTask;
        }).Run(_stop.Token);
        foreach (var outcome in outcomes) await _client.Jobs.WaitForEnd(outcome.Id!.Value);
        Assert.Equal(outcomes.Select(outcome => outcome.Id!.Value).Order(), seen.Order());
        await End(running);
    }

    [Fact]
    public async Task A_host_runs_the_client_and_its_workers()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOrleansJobsClient(options => options.Address = service.Address);
        builder.Services.AddOrleansJobsWorker(_name, worker => worker.Handle(_name, (_, _) => Task.FromResult("hosted")), new JobWorkerOptions { GracePeriod = TimeSpan.Zero });
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<OrleansJobsClient>();
        Assert.Equal("hosted", await client.Jobs.Result<string>((await client.Jobs.Submit(new JobSpec(_name))).Id));
        await host.StopAsync();
    }

    /// <summary>A worker with a lease that no slow machine outlasts, which gives back what it has at once when it is stopped.</summary>
    private JobWorker Worker(OrleansJobsClient client, TimeSpan? grace = null, int concurrency = 4, int leaseSeconds = 30) => new(client, _name, new JobWorkerOptions
    {
        Name = "tester",
        Concurrency = concurrency,
        LeaseFor = TimeSpan.FromSeconds(leaseSeconds),
        GracePeriod = grace ?? TimeSpan.Zero,
        CancelPeriod = TimeSpan.FromMilliseconds(200),
    });

    private static async Task Forever(TaskCompletionSource stopped, CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopped.TrySetResult();
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>A job that the worker has begun.</summary>
    private async Task<Job> Started()
    {
        var job = await _client.Jobs.Submit(new JobSpec(_name));
        await _client.Jobs.Events(job.Id).FirstAsync(told => told is JobEvent.StateChanged { Job.State: JobState.Running });
        return job;
    }

    private async Task End(Task running)
    {
        await _stop.CancelAsync();
        await running;
    }

    private sealed record WordsInput(string Words);

    private sealed class WrongClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }
}
