using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Jobs that rest for a time, before their first attempt or between attempts.</summary>
public sealed class RestTests : VirtualEngineTests
{
    private static readonly JobSpec Spec = new() { Kind = "scripted", Retry = new RetryRule { InitialDelay = TimeSpan.Zero } };

    private readonly HandlerScript _script = new();

    public RestTests() => Start(services => services.AddSingleton(_script).AddJob<ScriptedJob>("scripted"));

    [Fact]
    public void A_delayed_job_runs_when_it_is_due()
    {
        var job = Submit(Spec with { Delay = TimeSpan.FromMinutes(1) });
        Assert.Equal((JobState.Scheduled, job.CreatedAt.AddMinutes(1)), (job.State, job.RunAt));
        AssertSoonAfter(job.RunAt, End(job).StartedAt);
    }

    [Fact]
    public void A_sleep_that_is_over_is_passed_and_a_handler_that_catches_it_sleeps_all_the_same()
    {
        _script.Handler = async (context, _) =>
        {
            await context.Sleep("none", TimeSpan.Zero);
            try
            {
                await context.Sleep("short", TimeSpan.FromMinutes(1));
            }
            catch (OperationCanceledException)
            {
                return "caught";
            }

            return $"{context.Attempt}";
        };
        var job = End(Submit(Spec));
        Assert.Equal((JobState.Succeeded, "\"2\""), (job.State, $"{job.Result}"));
        Assert.Equal([AttemptOutcome.Suspended, AttemptOutcome.Succeeded], job.Attempts.Select(attempt => attempt.Outcome));
        AssertSoonAfter(job.Attempts[0].EndedAt!.Value.AddMinutes(1), job.Attempts[1].StartedAt);
    }

    [Fact]
    public void A_signal_that_does_not_come_in_time_is_a_timeout_for_every_attempt()
    {
        _script.Handler = async (context, _) =>
        {
            try
            {
                return (await context.WaitForSignal<string>("go", TimeSpan.FromMinutes(1)))!;
            }
            catch (TimeoutException)
            {
                return context.Failures == 0 ? throw new InvalidOperationException("once more") : "late";
            }
        };
        var job = End(Submit(Spec));
        Assert.Equal((JobState.Succeeded, "\"late\""), (job.State, $"{job.Result}"));
        Assert.Equal([AttemptOutcome.Suspended, AttemptOutcome.Failed, AttemptOutcome.Succeeded], job.Attempts.Select(attempt => attempt.Outcome));
        AssertSoonAfter(job.Attempts[0].EndedAt!.Value.AddMinutes(1), job.Attempts[1].StartedAt);
        AssertSoonAfter(job.Attempts[1].EndedAt!.Value, job.Attempts[2].StartedAt);
    }

    private Job End(Job job)
    {
        Machine.Until(() => Store.Rows.Single(row => row.Id == job.Id).HasEnded);
        return Store.Rows.Single(row => row.Id == job.Id).At(Time.GetUtcNow());
    }

    private static void AssertSoonAfter(DateTimeOffset due, DateTimeOffset? at) => Assert.InRange(at!.Value, due, due.AddSeconds(0.1));
}
