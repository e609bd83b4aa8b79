using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Support;
using OrleansJobs.Workers;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>Jobs that workers outside run, on a running host.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private const string Queue = "default";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly JobSpec Spec = new() { Kind = "resize", Retry = new RetryRule { MaxAttempts = 1 } };

    private EngineHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await EngineHost.Start();
        await Register(new OutsideKind { Name = "resize" });
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_worker_gets_the_job_runs_it_and_its_result_is_recorded_once()
    {
        var asked = Ask();
        var job = await _host.Submit(Spec);
        var leased = await Take(await asked);
        Assert.Equal((job.Id, JobState.Running, "w"), (leased.Job.Id, leased.Job.State, leased.Job.Attempts[^1].Worker));
        Assert.Null(leased.Job.Attempts[^1].Silo);

        var done = new LeaseEnd.Completed { Result = Json.Parse("42") };
        Assert.Equal(ReportResult.Recorded, (await Job(job.Id).EndLease(leased.Token, done)).Result);
        Assert.Equal(ReportResult.Recorded, (await Job(job.Id).EndLease(leased.Token, done)).Result);
        Assert.Equal(ReportResult.StaleToken, (await Job(job.Id).EndLease(leased.Token, new LeaseEnd.Released())).Result);
        var ended = await _host.End(job.Id);
        Assert.Equal((JobState.Succeeded, "42", 1), (ended.State, $"{ended.Result}", ended.Attempts.Length));
    }

    [Fact]
    public async Task A_lost_workers_job_goes_to_another_uses_no_retry_and_nothing_more_of_the_first_is_recorded()
    {
        var job = await _host.Submit(Spec);
        var lost = await Take(await Ask(), TimeSpan.FromMilliseconds(50));
        var next = await Take(await Ask());
        Assert.Equal((job.Id, AttemptOutcome.Crashed), (next.Job.Id, next.Job.Attempts[0].Outcome));

        Assert.Equal(ReportResult.StaleToken, (await Job(job.Id).EndLease(lost.Token, new LeaseEnd.Completed { Result = Json.Parse("1") })).Result);
        Assert.Equal(ReportResult.StaleToken, (await Job(job.Id).Heartbeat(new AttemptReport { Token = lost.Token })).Result);
        Assert.Equal(ReportResult.StaleToken, (await Job(job.Id).SaveStep(lost.Token, Step("1"))).Result);
        Assert.Equal(ReportResult.Recorded, (await Job(job.Id).EndLease(next.Token, new LeaseEnd.Completed { Result = Json.Parse("2") })).Result);
        Assert.Equal("2", $"{(await _host.End(job.Id)).Result}");
    }

    [Fact]
    public async Task Of_two_that_take_one_offer_one_has_it_and_asked_again_it_has_the_same()
    {
        await _host.Submit(Spec);
        var offer = (await Ask()).Single();
        var terms = Terms(offer, Patience);
        var answers = await Task.WhenAll(Job(offer.JobId).Lease(terms), Job(offer.JobId).Lease(terms with { Token = Guid.NewGuid() }), Job(offer.JobId).Lease(terms));
        Assert.Single(answers.OfType<LeasedJob>().Select(leased => leased.Token).Distinct());
        Assert.Single(_host.Store.Rows.Single().Attempts);
    }

    [Fact]
    public async Task An_offer_that_is_declined_or_forgotten_is_made_again()
    {
        await _host.Submit(Spec);
        var offers = await Ask();
        await _host.Grains.GetGrain<IQueueGrain>(Queue).Decline(offers);
        Assert.Equal(offers.Single().JobId, (await Take(await Ask())).Job.Id);
    }

    [Fact]
    public async Task Steps_progress_and_log_of_one_attempt_are_there_for_the_next()
    {
        var job = await _host.Submit(Spec);
        var first = await Take(await Ask());
        var report = new AttemptReport
        {
            Token = first.Token,
            Progress = new JobProgress { Fraction = 0.5, Message = "half" },
            Log = [Line("one"), Line("two")],
            Checkpoint = Json.Parse("7"),
        };
        Assert.True((await Job(job.Id).Heartbeat(report)).LeaseUntil >= first.LeaseUntil);
        await Job(job.Id).Heartbeat(report with { Progress = null, Log = [Line("three")], Checkpoint = null });
        Assert.Equal("1", $"{(await Job(job.Id).SaveStep(first.Token, Step("1"))).Value}");
        Assert.Equal("1", $"{(await Job(job.Id).SaveStep(first.Token, Step("2"))).Value}");
        var jobs = _host.Grains.GetGrain<IJobQueryGrain>(0);
        Assert.Equal(Step("1"), Assert.Single((await jobs.ListSteps(job.Id, null, 50))!.Steps));
        Assert.Null(await jobs.ListSteps(first.Token, null, 50));
        Assert.Equal(ReportResult.Recorded, (await Job(job.Id).EndLease(first.Token, new LeaseEnd.Released())).Result);

        var next = await Take(await Ask());
        Assert.Equal((AttemptOutcome.Interrupted, "1"), (next.Job.Attempts[0].Outcome, $"{next.Steps.Single().Value}"));
        Assert.Equal(["one", "two", "three"], _host.Store.LogOf(job.Id));
        Assert.Equal("7", $"{next.Checkpoint}");
    }

    [Fact]
    public async Task A_failure_is_retried_by_the_jobs_rule_and_not_if_it_would_only_come_again()
    {
        var job = await _host.Submit(Spec with { Retry = new RetryRule { MaxAttempts = 5, InitialDelay = TimeSpan.Zero } });
        var failed = new LeaseEnd.Failed { Type = "IOError", Message = "disk" };
        await Job(job.Id).EndLease((await Take(await Ask())).Token, failed);
        await Job(job.Id).EndLease((await Take(await Ask())).Token, failed with { Retryable = false });
        var ended = await _host.End(job.Id);
        Assert.Equal((JobState.Failed, 2, 2), (ended.State, ended.Attempts.Length, ended.Error!.Attempt));
        Assert.Equal(("IOError", "disk"), (ended.Error.Type, ended.Error.Message));
    }

    [Fact]
    public async Task A_cancelled_jobs_worker_is_told_so()
    {
        var job = await _host.Submit(Spec);
        var leased = await Take(await Ask());
        await Job(job.Id).Cancel("enough");
        var reply = await Job(job.Id).Heartbeat(new AttemptReport { Token = leased.Token });
        Assert.Equal((ReportResult.StaleToken, true), (reply.Result, reply.Cancelled));
    }

    [Fact]
    public async Task A_worker_goes_on_though_the_host_is_replaced()
    {
        var job = await _host.Submit(Spec);
        var leased = await Take(await Ask());
        await _host.DisposeAsync();
        _host = await EngineHost.Start(_host.Store);
        await _host.Store.WaitForReads(3);
        Assert.Equal(ReportResult.Recorded, (await Job(job.Id).Heartbeat(new AttemptReport { Token = leased.Token })).Result);
        Assert.Equal(ReportResult.Recorded, (await Job(job.Id).EndLease(leased.Token, new LeaseEnd.Completed())).Result);
        Assert.Single((await _host.End(job.Id)).Attempts);
    }

    [Fact]
    public async Task A_job_goes_only_to_workers_that_have_what_it_requires_and_is_explained_until_one_asks()
    {
        var job = await _host.Submit(Spec with { Requires = ["gpu"] });
        Assert.Empty(await Ask(wait: TimeSpan.Zero));
        var explained = await _host.Grains.GetGrain<IJobQueryGrain>(0).Explain(job.Id);
        Assert.Equal([ReasonCode.NoWorker], explained!.Reasons.Select(reason => reason.Code));
        Assert.Equal(job.Id, (await Take(await Ask(labels: ["arm", "gpu"]))).Job.Id);
    }

    [Fact]
    public async Task A_worker_that_waits_is_answered_when_its_host_stops()
    {
        await using var host = await EngineHost.Start(alone: true);
        var asked = host.Grains.GetGrain<IQueueGrain>(Queue).Lease(new LeaseRequest { Kinds = ["resize"], Wait = Patience });
        host.Services.GetRequiredService<StartGate>().Close();
        Assert.Empty(await asked.WaitAsync(Patience / 2));
    }

    [Fact]
    public async Task The_queue_tells_who_asks_and_whether_they_wait()
    {
        var queue = _host.Grains.GetGrain<IQueueGrain>(Queue);
        var asked = queue.Lease(new LeaseRequest { Kinds = ["resize"], Labels = ["gpu"], Worker = "b", Wait = Patience });
        await queue.Lease(new LeaseRequest { Kinds = ["resize"], Worker = "a" });
        var workers = await queue.ListWorkers();
        Assert.Equal([("a", false), ("b", true)], workers.Select(worker => (worker.Name, worker.Waits)));
        Assert.Equal([(Queue, "a"), (Queue, "b")], (await _host.Grains.GetGrain<IQueueQueryGrain>(0).ListWorkers()).Select(worker => (worker.Queue, worker.Name)));
        Assert.Equal(("resize", "gpu"), (workers[1].Kinds.Single(), workers[1].Labels.Single()));
        await _host.Submit(Spec);
        Assert.Single(await asked);
        Assert.All(await queue.ListWorkers(), worker => Assert.False(worker.Waits));
    }

    [Fact]
    public async Task Inputs_fit_the_schema_that_the_kind_is_registered_with()
    {
        var schema = Json.Parse("""{"type":"object","properties":{"width":{"type":"integer","minimum":1}},"required":["width"]}""");
        await Register(new OutsideKind { Name = "thumb", InputSchema = schema });
        var refused = await Submit(new JobSpec { Kind = "thumb", Input = Json.Parse("""{"width":0}""") });
        Assert.Contains("/width", Assert.Single(Assert.IsType<SubmitResult.Invalid>(refused).Errors).Message, StringComparison.Ordinal);
        Assert.IsType<SubmitResult.Invalid>(await Submit(new JobSpec { Kind = "thumb" }));
        Assert.IsType<SubmitResult.Accepted>(await Submit(new JobSpec { Kind = "thumb", Input = Json.Parse("""{"width":1}""") }));
    }

    [Fact]
    public async Task A_kind_that_is_removed_takes_no_more_jobs_and_those_there_are_go_on()
    {
        var job = await _host.Submit(Spec);
        Assert.IsType<KindResult.Changed>(await Kinds.Remove("resize"));

        // Each silo gets to know it within a second.
        SubmitResult result;
        do result = await Submit(Spec);
        while (result is SubmitResult.Accepted);
        Assert.Equal("kind", Assert.Single(Assert.IsType<SubmitResult.Invalid>(result).Errors).Field);
        Assert.Equal(job.Id, (await Take(await Ask())).Job.Id);
        Assert.IsType<KindResult.NotFound>(await Kinds.Remove("resize"));
    }

    [Fact]
    public async Task A_kind_that_the_program_has_is_not_registered_and_requires_nothing()
    {
        Assert.IsType<KindResult.RunsHere>(await Kinds.Put(new OutsideKind { Name = "noop" }));
        Assert.IsType<KindResult.RunsHere>(await Kinds.Remove("noop"));
        Assert.Equal("requires", Assert.Single(Assert.IsType<SubmitResult.Invalid>(await Submit(new JobSpec { Kind = "noop", Requires = ["gpu"] })).Errors).Field);
    }

    [Theory]
    [InlineData("""{"type":"nothing"}""")]
    [InlineData("""{"$ref":"http://127.0.0.1:1/schema"}""")]
    [InlineData("5")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/a"}]}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/none"}}}""")]
    [InlineData("""{"properties":{"a":{"$ref":"urn:x"}}}""")]
    [InlineData("""{"$id":"https://example.org/thing"}""")]
    [InlineData("""{"properties":{"a":{"$dynamicRef":"#a"}}}""")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""")]
    public async Task A_schema_that_is_none_is_refused(string schema)
    {
        var refused = await Kinds.Put(new OutsideKind { Name = "thumb", InputSchema = Json.Parse(schema) });
        Assert.Equal("inputSchema", Assert.Single(Assert.IsType<KindResult.Invalid>(refused).Errors).Field);
    }

    [Fact]
    public async Task A_schema_whose_parts_are_looked_at_again_and_again_is_refused()
    {
        var parts = new JsonObject { ["d14"] = new JsonObject { ["type"] = "object" } };
        for (var n = 0; n < 14; n++) parts[$"d{n}"] = new JsonObject { ["allOf"] = new JsonArray(Ref(n + 1), Ref(n + 1)) };
        var schema = new JsonObject { ["allOf"] = new JsonArray(Ref(0)), ["$defs"] = parts };
        var refused = await Kinds.Put(new OutsideKind { Name = "thumb", InputSchema = Json.Parse(schema.ToJsonString()) });
        Assert.Contains("again and again", Assert.Single(Assert.IsType<KindResult.Invalid>(refused).Errors).Message, StringComparison.Ordinal);
    }

    private static JsonObject Ref(int part) => new() { ["$ref"] = $"#/$defs/d{part}" };

    [Fact]
    public async Task A_lost_or_released_job_keeps_its_place()
    {
        await _host.Grains.GetGrain<IQueueGrain>(Queue).Configure(new QueueSettings { Concurrency = 1 });
        var first = await _host.Submit(Spec);
        await _host.Submit(Spec);
        await Job(first.Id).EndLease((await Take(await Ask())).Token, new LeaseEnd.Released());
        Assert.Equal(first.Id, (await Take(await Ask(), TimeSpan.FromMilliseconds(50))).Job.Id);
        await _host.Store.WaitUntil(() => _host.Store.Rows.All(row => row.Phase == JobPhase.Pending));
        Assert.Equal(first.Id, (await Take(await Ask())).Job.Id);
    }

    [Fact]
    public async Task Permits_are_spent_for_those_who_do_not_wait_too()
    {
        var queue = _host.Grains.GetGrain<IQueueGrain>(Queue);
        await queue.Configure(new QueueSettings { Rate = new QueueRate { Permits = 1, Per = TimeSpan.FromHours(1), Burst = 1 } });
        await Ask(TimeSpan.Zero);
        var job = await _host.Submit(Spec);
        ImmutableArray<LeaseOffer> offers;
        do offers = await Ask(TimeSpan.Zero);
        while (offers.IsEmpty);
        Assert.Equal(job.Id, (await Take(offers)).Job.Id);
    }

    private IKindsGrain Kinds => _host.Grains.GetGrain<IKindsGrain>(0);

    private IJobGrain Job(Guid id) => _host.Grains.GetGrain<IJobGrain>(id);

    private Task<SubmitResult> Submit(JobSpec spec) => Job(Guid.NewGuid()).Submit(spec);

    private async Task Register(OutsideKind kind) => Assert.IsType<KindResult.Changed>(await Kinds.Put(kind));

    private Task<ImmutableArray<LeaseOffer>> Ask(TimeSpan? wait = null, ImmutableArray<string>? labels = null) =>
        _host.Grains.GetGrain<IQueueGrain>(Queue).Lease(new LeaseRequest { Kinds = ["resize"], Labels = labels ?? [], Wait = wait ?? Patience });

    private async Task<LeasedJob> Take(ImmutableArray<LeaseOffer> offers, TimeSpan? span = null)
    {
        var offer = offers.Single();
        return (await Job(offer.JobId).Lease(Terms(offer, span ?? Patience)))!;
    }

    private static LeaseTerms Terms(LeaseOffer offer, TimeSpan span) => new() { Queue = Queue, Offer = offer, Token = Guid.NewGuid(), Worker = "w", For = span };

    private static JobStep Step(string value) => new() { Name = "charge", Value = Json.Parse(value) };

    private static JobLogLine Line(string text) => new() { Attempt = 0, Number = 0, At = default, Text = text };
}
