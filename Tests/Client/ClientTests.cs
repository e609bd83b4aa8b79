using System.Text.Json;
using OrleansJobs.Client;
using Xunit;

namespace OrleansJobs.Tests.Client;

/// <summary>The client against the service.</summary>
[Collection(nameof(ClientService))]
public sealed class ClientTests(ClientService service) : IDisposable
{
    private readonly OrleansJobsClient _client = service.NewClient();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_job_is_submitted_watched_and_read()
    {
        var tag = ClientService.NewName();
        var job = await _client.Jobs.Submit(new JobSpec("sleep") { Tags = [tag], Retry = new RetryRule { MaxAttempts = 3 } }.WithInput(new { duration = "PT0.05S" }));
        Assert.Equal(("sleep", "default", 3), (job.Kind, job.Queue, job.Retry?.MaxAttempts));
        var told = await _client.Jobs.Events(job.Id).ToListAsync();
        Assert.IsType<JobEvent.Result>(told[^1]);
        Assert.Equal(JobState.Succeeded, told.OfType<JobEvent.StateChanged>().Last().Job.State);
        Assert.Empty(await _client.Jobs.Events(job.Id, told[^1].Id).ToListAsync());

        var ended = await _client.Jobs.WaitForEnd(job.Id);
        Assert.Equal((JobState.Succeeded, AttemptOutcome.Succeeded), (ended.State, Assert.Single(ended.Attempts).Outcome));
        Assert.Equal(JsonValueKind.Null, (await _client.Jobs.Result(job.Id)).ValueKind);
        Assert.Equal("ended", Assert.Single((await _client.Jobs.Explain(job.Id)).Reasons).Code);
        Assert.Empty(await _client.Jobs.Logs(job.Id).ToListAsync());
        Assert.Empty(await _client.Jobs.Steps(job.Id).ToListAsync());
        Assert.Empty(await _client.Jobs.Deliveries(job.Id));
        Assert.Equal(job.Id, Assert.Single(await _client.Jobs.List(new JobFilter { Tag = tag }).ToListAsync()).Id);
        await _client.Jobs.Delete(job.Id);
        Assert.True((await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Jobs.Get(job.Id))).IsNotFound);
    }

    [Fact]
    public async Task A_submit_whose_answer_was_lost_makes_one_job()
    {
        var queue = ClientService.NewName();
        var lost = 0;
        using var client = service.NewClient(new CutLine { OnlyAnswers = true, Cuts = _ => lost++ == 0 });
        var job = await client.Jobs.Submit(new JobSpec("noop") { Queue = queue });
        Assert.Equal(job.Id, Assert.Single(await _client.Jobs.List(new JobFilter { Queue = queue }).ToListAsync()).Id);

        lost = 0;
        var outcomes = await client.Jobs.SubmitMany([new("noop") { Queue = queue }, new("none"), new("noop") { Queue = queue }]);
        Assert.Equal([200, 422, 200], outcomes.Select(outcome => outcome.Status));
        Assert.Equal("/problems/invalid-request", outcomes[1].Problem?.Type);
        Assert.Equal(3, await _client.Jobs.List(new JobFilter { Queue = queue, PageSize = 2 }).CountAsync());
    }

    [Fact]
    public async Task A_job_is_changed_cancelled_and_run_again()
    {
        var queue = ClientService.NewName();
        var job = await _client.Jobs.Submit(new JobSpec("noop") { Queue = queue, Delay = TimeSpan.FromHours(1), Priority = 5, Tags = ["a"] });
        Assert.Equal(JobState.Scheduled, job.State);
        var changed = await _client.Jobs.Patch(job.Id, new JobPatch { Tags = ["b"], Reset = JobPatchMembers.Priority }, job.Version);
        Assert.Equal((0, "b"), (changed.Priority, Assert.Single(changed.Tags)));
        Assert.True((await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Jobs.Patch(job.Id, new JobPatch { Priority = 1 }, job.Version))).IsConflict);
        Assert.Equal((1, 0), ((await _client.Jobs.Counts(queue: queue)).Scheduled, (await _client.Jobs.Counts("sleep", queue)).Scheduled));

        Assert.Equal("not needed", (await _client.Jobs.Cancel(job.Id, "not needed")).CancelReason);
        var noResult = await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Jobs.Result(job.Id));
        Assert.Equal("/problems/no-result", noResult.Type);
        await _client.Jobs.Retry(job.Id);
        Assert.Equal(JobState.Succeeded, (await _client.Jobs.WaitForEnd(job.Id, TimeSpan.FromMinutes(1))).State);
        Assert.Equal("/problems/job-has-ended", (await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Jobs.Signal(job.Id, "go"))).Type);
    }

    [Fact]
    public async Task Jobs_are_replayed_and_acted_on_together()
    {
        var queue = ClientService.NewName();
        var old = await _client.Jobs.WaitForEnd((await _client.Jobs.Submit(new JobSpec("noop") { Queue = queue, Priority = 3 })).Id);
        var again = await _client.Jobs.Replay(old.Id, idempotencyKey: queue);
        Assert.Equal((old.Id, 3, again.Id), (again.ReplayOf, again.Priority, (await _client.Jobs.Replay(old.Id, idempotencyKey: queue)).Id));
        await _client.Jobs.WaitForEnd(again.Id);
        Assert.Equal(again.Id, Assert.Single(await _client.Jobs.List(new JobFilter { ReplayOf = old.Id }).ToListAsync()).Id);

        var ended = new JobFilter { Queue = queue, State = JobState.Succeeded };
        Assert.Equal(new JobMatches(2), await _client.Jobs.Count(ended));
        var result = await _client.Jobs.Result((await _client.Jobs.Act(JobAction.Delete, ended)).Id);
        Assert.Equal(2, result.GetProperty("done").GetInt32());
        Assert.Equal(0, (await _client.Jobs.Count(new JobFilter { Queue = queue, CreatedFrom = old.CreatedAt })).Count);
    }

    [Fact]
    public async Task Events_of_many_jobs_are_told_as_they_come()
    {
        var queue = ClientService.NewName();
        await using var events = _client.Jobs.Events(new EventFilter { Queue = queue }).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        var submitted = new List<Guid>();

        // The stream tells what comes after it was opened, which nobody says.
        while (!next.IsCompleted) submitted.Add((await _client.Jobs.Submit(new JobSpec("noop") { Queue = queue })).Id);
        Assert.True(await next);
        Assert.Contains(Assert.IsType<JobEvent.StateChanged>(events.Current).Job.Id, submitted);
    }

    [Fact]
    public async Task Queues_are_set_and_read()
    {
        var name = ClientService.NewName();
        var set = await _client.Queues.Put(name, new QueueSettings
        {
            Concurrency = 7,
            Fair = true,
            MaxDepth = 1,
            Rate = new QueueRate(100, TimeSpan.FromMinutes(1)),
            Lanes = new LaneSettings { Concurrency = 1 },
            Lane = new Dictionary<string, LaneSettings> { ["acme"] = new() { Weight = 3 } },
            Breaker = new QueueBreaker(0.5, 20, TimeSpan.FromMinutes(1)),
        });
        Assert.Equal((7, 100, 3, BreakerState.Closed), (set.Limit, set.Rate?.Permits, set.Lane?["acme"].Weight, set.BreakerState));
        Assert.True((await _client.Queues.Pause(name)).Paused);
        await _client.Jobs.Submit(new JobSpec("noop") { Queue = name, Lane = "acme" });
        using var impatient = new OrleansJobsClient(new OrleansJobsClientOptions { Address = service.Address, MaxRetries = 0 });
        var full = await Assert.ThrowsAsync<OrleansJobsException>(() => impatient.Jobs.Submit(new JobSpec("noop") { Queue = name }));
        Assert.Equal(("/problems/queue-full", TimeSpan.FromSeconds(1)), (full.Type, full.RetryAfter));
        Assert.Equal(("acme", 1), await _client.Queues.Lanes(name).Select(lane => (lane.Name, lane.Waiting)).SingleAsync());
        Assert.Equal(1, (await _client.Queues.Get(name)).Depth?.Queued);
        Assert.False((await _client.Queues.Resume(name)).Paused);
        Assert.Contains(name, await _client.Queues.List().Select(queue => queue.Name).ToListAsync());
        Assert.Empty(await _client.Queues.Workers(name));
    }

    [Fact]
    public async Task Schedules_are_made_run_and_removed()
    {
        var name = ClientService.NewName();
        var made = await _client.Schedules.Put(name, new ScheduleSpec("30 2 * * 1-5", new JobSpec("noop") { Tags = ["report"] }) { Zone = "Europe/Berlin", Overlap = OverlapPolicy.Skip });
        Assert.Equal((MisfirePolicy.Once, OverlapPolicy.Skip, "report"), (made.Misfire, made.Overlap, Assert.Single(made.Job.Tags!)));
        var times = await _client.Schedules.Preview(name, 2, new DateTimeOffset(2027, 3, 26, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal([TimeSpan.FromHours(2), TimeSpan.FromHours(2)], times.Select(time => time.Offset));
        Assert.Equal(name, (await _client.Schedules.Run(name)).Schedule);
        Assert.Equal("ill", (await _client.Schedules.Pause(name, "ill")).PauseReason);
        Assert.False((await _client.Schedules.Resume(name)).Paused);
        var monday = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(2, await _client.Schedules.Backfill(name, monday, monday.AddDays(2)));
        Assert.Equal(3, await _client.Jobs.List(new JobFilter { Schedule = name }).CountAsync());
        Assert.Equal(made.Cron, (await _client.Schedules.Get(name)).Cron);
        Assert.Contains(name, await _client.Schedules.List().Select(schedule => schedule.Name).ToListAsync());
        await _client.Schedules.Delete(name);
        Assert.True((await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Schedules.Get(name))).IsNotFound);
    }

    [Fact]
    public async Task Batches_are_filled_sealed_and_cancelled()
    {
        var later = new JobSpec("noop") { Delay = TimeSpan.FromHours(1) };
        var batch = await _client.Batches.Create(new BatchSpec { Jobs = [new JobSpec("noop")], OnCompleted = new JobSpec("noop"), Open = true });
        Assert.Equal((BatchState.Open, 1), (batch.State, batch.Total));
        Assert.Equal(2, (await _client.Batches.Add(batch.Id, [later])).Total);
        Assert.Equal(BatchState.Running, (await _client.Batches.Seal(batch.Id)).State);
        Assert.True((await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Batches.Add(batch.Id, [later]))).IsConflict);
        await _client.Batches.Cancel(batch.Id, "not needed");
        foreach (var job in await _client.Jobs.List(new JobFilter { Batch = batch.Id }).ToListAsync()) await _client.Jobs.WaitForEnd(job.Id);
        Assert.Equal("not needed", (await _client.Batches.Get(batch.Id)).CancelReason);
        Assert.Contains(batch.Id, await _client.Batches.List().Select(one => one.Id).ToListAsync());
    }

    [Fact]
    public async Task Kinds_are_registered_and_removed()
    {
        var name = ClientService.NewName();
        var made = await _client.Kinds.Put(name, new KindSpec
        {
            Queue = name,
            Timeout = TimeSpan.FromMinutes(5),
            Retry = new RetryRule { MaxAttempts = 2 },
            InputSchema = JsonElement.Parse("""{"type":"object","required":["url"]}"""),
        });
        Assert.Equal((name, TimeSpan.FromMinutes(5), 2, true), (made.Queue, made.Timeout, made.Retry.MaxAttempts, made.Outside));
        Assert.Equal("object", (await _client.Kinds.Get(name)).Input.GetProperty("type").GetString());
        Assert.Contains("sleep", (await _client.Kinds.List()).Select(kind => kind.Name));
        Assert.Contains("input", (await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Jobs.Submit(new JobSpec(name)))).Errors.Keys);
        await _client.Kinds.Delete(name);
        Assert.Equal("/problems/kind-runs-here", (await Assert.ThrowsAsync<OrleansJobsException>(() => _client.Kinds.Put("sleep", new KindSpec()))).Type);
    }
}
