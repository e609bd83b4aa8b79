using OrleansJobs.Cli;
using OrleansJobs.Cli.KillTest;
using OrleansJobs.Cli.Output;
using OrleansJobs.Client;
using Xunit;

namespace OrleansJobs.Tests.Cli;

/// <summary>The kill test, and what it says of what it saw.</summary>
public sealed class KillTestTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_service_that_is_killed_loses_nothing()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OrleansJobs.Tests.dll");
        var run = (await CliRun.Of(new Terminal(), "doctor", "--kill-test", "--service", program, "--jobs", "60", "--kills", "1", "--json")).Is(ExitCode.Ok);
        var report = Assert.Single(run.Json);
        Assert.Equal((60, 60), (report.GetProperty("acknowledged").GetInt32(), report.GetProperty("succeeded").GetInt32()));
        Assert.All(["lost", "failed", "ranAfterEnd", "madeTwice"], what => Assert.Equal(0, report.GetProperty(what).GetInt32()));
        Assert.True(report.GetProperty("rescued").GetInt32() > 0);
        Assert.True(report.GetProperty("rescue").GetProperty("p50").GetDouble() > 0);
    }

    [Fact]
    public async Task A_program_that_is_no_service_is_told_with_its_output()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "OrleansJobs.Client.dll");
        var run = (await CliRun.Of(new Terminal(), "doctor", "--kill-test", "--service", program)).Is(ExitCode.ProblemFound);
        Assert.Contains("does not become ready", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_lost_or_done_twice_is_told()
    {
        var (once, twice, failed) = (Ended(JobState.Succeeded, AttemptOutcome.Succeeded), Ended(JobState.Succeeded, AttemptOutcome.Succeeded, AttemptOutcome.Succeeded), Ended(JobState.Failed, AttemptOutcome.Failed));
        var report = Report(made: 5, once, twice, failed, new JobFate(Guid.NewGuid(), null));
        Assert.Equal((4, 2, 1, 1, 1, 1L), (report.Acknowledged, report.Succeeded, report.Lost, report.Failed, report.RanAfterEnd, report.MadeTwice));
        Assert.False(report.IsClean);
        Assert.True(Report(made: 1, once).IsClean);
        Assert.Null(Report(made: 1, once).Rescue);
    }

    [Fact]
    public void A_rescue_takes_from_the_kill_to_the_next_attempt()
    {
        var report = Report(made: 2, Ended(JobState.Succeeded, AttemptOutcome.Crashed, AttemptOutcome.Succeeded), Ended(JobState.Succeeded, AttemptOutcome.Crashed, AttemptOutcome.Succeeded));
        Assert.Equal((2, new Percentiles(40_000, 40_000, 40_000)), (report.Rescued, report.Rescue));
    }

    [Fact]
    public void A_percentile_is_the_time_that_so_many_do_not_exceed()
    {
        Assert.Equal(new Percentiles(100, 198, 200), Percentiles.Of([.. Enumerable.Range(1, 200).Reverse().Select(count => TimeSpan.FromMilliseconds(count))]));
        Assert.Equal(new Percentiles(7, 7, 7), Percentiles.Of([TimeSpan.FromMilliseconds(7)]));
    }

    private static KillTestReport Report(long made, params JobFate[] fates) =>
        KillTestReport.Of(fates, made, [Noon - TimeSpan.FromMinutes(1), Noon + TimeSpan.FromSeconds(20), Noon + TimeSpan.FromHours(1)], [TimeSpan.FromSeconds(2)]);

    /// <summary>A job whose attempts start a minute after each other, from noon on.</summary>
    private static JobFate Ended(JobState state, params AttemptOutcome[] outcomes)
    {
        var attempts = outcomes.Select((outcome, index) => new JobAttempt { Number = index + 1, Outcome = outcome, StartedAt = Noon + TimeSpan.FromMinutes(index) }).ToList();
        var job = new Job { Id = Guid.NewGuid(), Kind = "sleep", Queue = "q", State = state, Tags = [], Attempts = attempts };
        return new JobFate(job.Id, job);
    }
}
