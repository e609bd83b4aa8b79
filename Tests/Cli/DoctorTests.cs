using OrleansJobs.Cli;
using OrleansJobs.Cli.Doctor;
using OrleansJobs.Cli.Output;
using OrleansJobs.Client;
using OrleansJobs.Tests.Client;
using Xunit;

namespace OrleansJobs.Tests.Cli;

/// <summary>What the doctor finds.</summary>
[Collection(nameof(ClientService))]
public sealed class DoctorTests(ClientService service)
{
    private static readonly Words Words = new(TimeZoneInfo.Utc);

    private static readonly JobQueue Healthy = new() { Name = "q", Depth = new QueueDepth(5, 3, 1), MaxDepth = 9, BreakerState = BreakerState.Closed };

    [Fact]
    public async Task What_keeps_jobs_waiting_is_found_with_what_to_do()
    {
        var (queue, kind) = (ClientService.NewName(), ClientService.NewName());
        using var client = service.NewClient();
        await client.Kinds.Put(kind, new KindSpec { Queue = kind });
        await client.Jobs.Submit(new JobSpec(kind));
        await client.Queues.Pause(queue);
        var job = await client.Jobs.Submit(new JobSpec("noop") { Queue = queue });

        var found = (await CliRun.Of(service.Address, "doctor", "--json", "--stuck-after", "0s")).Is(ExitCode.ProblemFound).Json;
        var about = found.ToLookup(finding => finding.GetProperty("about").GetString(), finding => finding);
        Assert.All(["connection", "clock", "readiness", "version"], name => Assert.Equal("ok", Assert.Single(about[name]).GetProperty("severity").GetString()));
        Assert.Contains(about[$"queue {queue}"], finding => finding.GetProperty("text").GetString()!.Contains($"{job.Id} waits: The queue is paused.", StringComparison.Ordinal));
        Assert.Contains(about[$"queue {queue}"], finding => finding.GetProperty("advice").GetString() == $"orleansjobs queues resume {queue}");
        Assert.Equal("problem", Assert.Single(about[$"kind {kind}"]).GetProperty("severity").GetString());
        Assert.Contains(about[$"queue {kind}"], finding => finding.GetProperty("advice").GetString() == $"Start a worker of kind {kind} for queue {kind}.");

        Assert.Matches("[0-9]+ problems?\\.$", (await CliRun.Of(service.Address, "doctor")).Is(ExitCode.ProblemFound).Output.TrimEnd());
        await client.Queues.Resume(queue);
        await foreach (var waiting in client.Jobs.List(new JobFilter { Kind = kind })) await client.Jobs.Cancel(waiting.Id);
    }

    [Fact]
    public async Task A_service_that_is_not_ready_says_why()
    {
        using var server = new FakeServer();
        server.Answers(200).Answers(503, """{"type":"/problems/not-ready","status":503,"detail":"Not ready for work.","errors":{"store":["does not answer"]}}""", "application/problem+json")
            .Answers(200, """{"info":{"version":"v2"}}""").Answers(200, """{"queues":[]}""").Answers(200, """{"kinds":[]}""").Answers(200, """{"schedules":[]}""").Answers(200, """{"failed":4}""");
        var found = (await CliRun.Of(new Terminal { Url = "http://jobs.test/base", Network = server, Time = server.Clock }, "doctor")).Is(ExitCode.ProblemFound);
        Assert.Contains("problem readiness: Not ready for work.; store does not answer", found.Lines);
        Assert.Contains("problem version: this program knows interface v1, the service has v2", found.Lines);
        Assert.Contains("note    jobs: 4 failed", found.Lines);
        Assert.Equal(["/base/healthz", "/base/readyz", "/base/openapi/v1.json"], server.Requests.Take(3).Select(request => request.Path));
    }

    [Theory]
    [InlineData(1.9, Severity.Ok)]
    [InlineData(2.1, Severity.Problem)]
    [InlineData(-30, Severity.Problem)]
    public void A_clock_that_differs_is_a_problem(double ahead, object severity) =>
        Assert.Equal((Severity)severity, ServiceHealth.Clock(TimeSpan.FromSeconds(ahead), Words).Severity);

    [Fact]
    public void A_queue_is_a_problem_when_its_jobs_do_not_go_on()
    {
        Assert.Empty(QueueFindings.Of(Healthy));
        Assert.Equal(Severity.Note, Assert.Single(QueueFindings.Of(Healthy with { Paused = true, Depth = new QueueDepth(5, 0, 0) })).Severity);
        Assert.Contains("paused, and 3 jobs wait", Problem(Healthy with { Paused = true }), StringComparison.Ordinal);
        Assert.Contains("full: 8 jobs wait", Problem(Healthy with { MaxDepth = 8 }), StringComparison.Ordinal);
        Assert.Contains("breaker", Problem(Healthy with { BreakerState = BreakerState.HalfOpen, Held = new QueueHeld(default, QueueHolder.Breaker) }), StringComparison.Ordinal);
        Assert.Equal(Severity.Note, Assert.Single(QueueFindings.Of(Healthy with { Held = new QueueHeld(default, QueueHolder.Job) })).Severity);
        var stuck = QueueFindings.Stuck(Healthy with { OldestWaiting = TimeSpan.FromSeconds(90) }, null, null, Words);
        Assert.Equal("a job has waited for 1m 30s", stuck.Text);

        static string Problem(JobQueue queue)
        {
            var finding = Assert.Single(QueueFindings.Of(queue));
            Assert.Equal(Severity.Problem, finding.Severity);
            return finding.Text;
        }
    }

    [Fact]
    public void A_schedule_is_a_problem_when_its_runs_do_not_come()
    {
        var schedule = new Schedule { Name = "s", Cron = "@daily", Zone = "UTC", Job = new JobSpec("noop") };
        Assert.Empty(ScheduleFindings.Of(schedule, Words));
        Assert.Equal(Severity.Note, Assert.Single(ScheduleFindings.Of(schedule with { Paused = true }, Words)).Severity);
        var found = ScheduleFindings.Of(schedule with { Overdue = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), LastError = "queue full" }, Words).ToList();
        Assert.Equal(["the run of 2026-01-31 12:00:00 has not succeeded in time", "the latest run was refused: queue full"], found.Select(finding => finding.Text));
        Assert.All(found, finding => Assert.Equal(Severity.Problem, finding.Severity));
    }
}
