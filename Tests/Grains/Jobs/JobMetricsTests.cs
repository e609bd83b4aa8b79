using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Rates;
using OrleansJobs.Tests.Support;
using Xunit;
using static OrleansJobs.Tests.Grains.Jobs.JobSamples;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>What is counted of a commit.</summary>
public sealed class JobMetricsTests
{
    private static readonly JobRecord Crashed = Running() with { Crashes = 1, OnProbation = false };

    private static readonly Dictionary<string, (JobRecord? Before, JobRecord After)> Commits = new()
    {
        ["submitted"] = (null, Pending()),
        ["submitted and started"] = (null, Running()),
        ["started"] = (Pending(), Running()),
        ["changed while it waits"] = (Pending(), Pending() with { Priority = 1 }),
        ["told of progress"] = (Running(), Running() with { Version = 2 }),
        ["succeeded"] = (Running(), Succeeded()),
        ["failed"] = (Running(), Failed()),
        ["cancelled while it waits"] = (Pending(), Apply(Pending(), new JobEvent.CancelRequested(null))),
        ["failed and to be repeated"] = (Running(), Apply(Running(), Failure())),
        ["suspended"] = (Running(), Apply(Running(), new JobEvent.Suspended(TokenA, Now.AddDays(1), null, null))),
        ["rescued"] = (Running(), Apply(Running(), Death())),
        ["rescued to wait for probation"] = (Crashed, Apply(Crashed, Death())),
        ["lease lost"] = (Leased(), Changed(JobMachine.Apply(Leased(), new JobEvent.LeaseOver(TokenA, 0.5), Now.AddSeconds(30), Rules))),
        ["retried by an operator"] = (Failed() with { Crashes = 2, LostLeases = 2 }, Apply(Failed() with { Crashes = 2, LostLeases = 2 }, new JobEvent.RetryRequested(null))),
        ["retention drops its payload"] = (Succeeded(), Succeeded() with { PayloadExpired = true }),
    };

    private readonly IMeterFactory _meters = TestMeters.New();

    [Theory]
    [InlineData("submitted", "submitted")]
    [InlineData("submitted and started", "submitted started")]
    [InlineData("started", "started")]
    [InlineData("changed while it waits", "")]
    [InlineData("told of progress", "")]
    [InlineData("succeeded", "ended:succeeded")]
    [InlineData("failed", "ended:failed")]
    [InlineData("cancelled while it waits", "ended:cancelled")]
    [InlineData("failed and to be repeated", "retried")]
    [InlineData("suspended", "")]
    [InlineData("rescued", "rescued started")]
    [InlineData("rescued to wait for probation", "rescued")]
    [InlineData("lease lost", "lost")]
    [InlineData("retried by an operator", "")]
    [InlineData("retention drops its payload", "")]
    public void Each_fact_is_counted_once(string commit, string counted)
    {
        (string Name, string Instrument)[] counters =
            [("ended", "jobs.ended"), ("lost", "leases.lost"), ("rescued", "jobs.rescued"), ("retried", "jobs.retried"), ("submitted", "jobs.submitted"), ("started", "jobs.started")];
        var collectors = counters.Select(counter => (counter.Name, Told: _meters.Collect<long>($"orleansjobs.{counter.Instrument}"))).ToList();
        var metrics = Metrics();
        metrics.Committed(Commits[commit].Before, Commits[commit].After);
        var told = collectors.SelectMany(counter => counter.Told.Told().Select(tags => tags switch
        {
            "noop default 1" => counter.Name,
            _ when tags.Split(' ') is ["noop", var outcome, "default", "1"] => $"{counter.Name}:{outcome}",
            _ => tags,
        }));
        Assert.Equal(counted, string.Join(' ', told));
    }

    [Fact]
    public void A_counter_begins_at_nothing()
    {
        var rescued = _meters.Collect<long>("orleansjobs.jobs.rescued");
        Metrics().Committed(null, Pending());
        Assert.Equal(0, Assert.Single(rescued.GetMeasurementSnapshot()).Value);
    }

    [Fact]
    public void An_attempt_is_measured_when_it_has_ended_and_its_wait_when_it_begins()
    {
        var (wait, duration) = (_meters.Collect<double>("orleansjobs.job.wait"), _meters.Collect<double>("orleansjobs.job.duration"));
        var metrics = Metrics();
        var due = Pending() with { RunAt = Now.AddSeconds(-3) };
        var running = Apply(due, Grant());
        metrics.Committed(due, running);
        var again = Changed(JobMachine.Apply(running, new JobEvent.Interrupted(TokenA, null), Now.AddSeconds(7), Rules));
        metrics.Committed(running, again);
        Assert.Equal(["noop default 3"], wait.Told());
        Assert.Equal(["noop default 7"], duration.Told());
    }

    /// <summary>Its time to run stays, so that it keeps its place; but it has not waited while it ran.</summary>
    [Fact]
    public void A_job_whose_lease_was_lost_waits_from_then_on()
    {
        var wait = _meters.Collect<double>("orleansjobs.job.wait");
        var lost = Changed(JobMachine.Apply(Leased(), new JobEvent.LeaseOver(TokenA, 0.5), Now.AddSeconds(30), Rules));
        var leased = Changed(JobMachine.Apply(lost, Lease() with { Token = TokenB }, Now.AddSeconds(32), Rules));
        Metrics().Committed(lost, leased);
        Assert.Equal(["noop default 2"], wait.Told());
    }

    [Fact]
    public void Kinds_and_queues_beyond_the_limit_are_told_as_others()
    {
        var submitted = _meters.Collect<long>("orleansjobs.jobs.submitted");
        var metrics = Metrics(series: 2);
        foreach (var queue in (string[])["a", "b", "c", "d", "a"]) metrics.Committed(null, Pending() with { Queue = queue });
        Assert.Equal(["noop a 1", "noop b 1", "other other 1", "other other 1", "noop a 1"], submitted.Told());
    }

    private JobMetrics Metrics(int series = 10) => new(_meters, Options.Create(new TelemetryOptions { Series = series }), new RateMeter(TimeProvider.System));
}
