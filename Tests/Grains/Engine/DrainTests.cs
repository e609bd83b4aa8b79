using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Engine;

/// <summary>A host that is drained while a job runs, and taken back.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task The_job_is_interrupted_uses_no_retry_waits_in_its_queue_and_goes_on_when_the_drain_is_taken_back()
    {
        await using var host = await EngineHost.Start(alone: true);
        var drain = host.Services.GetRequiredService<Drain>();
        var job = await host.Submit(new JobSpec { Kind = "sleep", Input = Json.Parse("""{"duration": "PT10M"}"""), Retry = new RetryRule { MaxAttempts = 1 } });

        drain.Begin(TimeSpan.Zero);
        await host.Services.GetRequiredService<AttemptRegistry>().WhenEmpty().WaitAsync(TimeSpan.FromSeconds(10));
        var late = await host.Submit(new JobSpec { Kind = "noop" });
        Assert.Equal(JobPhase.Pending, (await Row(late.Id)).Phase);
        var waiting = await Row(job.Id);
        Assert.Equal((JobPhase.Pending, AttemptOutcome.Interrupted, 0), (waiting.Phase, waiting.Attempts.Single().Outcome, waiting.Failures));

        drain.TakeBack();
        Assert.Equal(JobState.Succeeded, (await host.End(late.Id)).State);
        while ((await Row(job.Id)).Phase != JobPhase.Running)
        {
        }

        Assert.Equal(2, (await Row(job.Id)).Attempts.Length);

        async Task<JobRecord> Row(Guid id) => (await host.Store.Read(id, CancellationToken.None))!;
    }
}
