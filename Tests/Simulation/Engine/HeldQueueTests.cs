using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Grains;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Simulation.Runtime;
using Xunit;

namespace OrleansJobs.Tests.Simulation.Engine;

/// <summary>Tests of what holds the queue "q", which has a breaker.</summary>
public abstract class HeldQueueTests : VirtualEngineTests
{
    private protected static readonly QueueBreaker TwoFail = new() { Failures = 1, Of = 2, Hold = TimeSpan.FromMinutes(1) };
    private protected static readonly JobSpec Good = new() { Kind = "noop", Queue = "q" };
    private protected static readonly JobSpec Bad = new() { Kind = "fail", Queue = "q", Retry = new RetryRule { MaxAttempts = 1 } };
    private protected static readonly JobSpec Waits = new() { Kind = "wait", Queue = "q" };
    private protected static readonly JobSpec Asks = new() { Kind = "ask", Queue = "q" };

    private protected Func<JobContext, Task> Asked { get; set; } = _ => Task.CompletedTask;

    private protected Exception? Failure { get; private set; }

    private protected HeldQueueTests()
    {
        StartOne();
        Configure(new QueueSettings { Breaker = TwoFail });
    }

    private protected DateTimeOffset Now => Time.GetUtcNow();

    private protected StoredHold Hold => Store.HoldOf("q");

    private protected SimulatedEngine StartOne() => Start(services =>
    {
        services.AddSingleton(new Question(context => Asked(context), failure => Failure = failure));
        services.AddJob<AskingJob>("ask");
    });

    private protected void Restart()
    {
        Engines[0].Silo.Kill();
        StartOne();
        (Engines[0], Engines[^1]) = (Engines[^1], Engines[0]);
    }

    private protected void Configure(QueueSettings settings) =>
        Assert.IsType<QueueResult.Changed>(Machine.Run(() => Engines[0].Grains.GetGrain<IQueueGrain>("q").Configure(settings)));

    /// <summary>Two jobs fail, which opens the breaker until the time that is answered.</summary>
    private protected DateTimeOffset Open()
    {
        Submit(Bad);
        Submit(Bad);
        Machine.Until(() => Hold.BreakerUntil is not null);
        return Hold.BreakerUntil!.Value;
    }

    private protected void AdvanceTo(DateTimeOffset time) => Machine.Advance(time - Now);

    private protected JobRecord Row(Job job) => Store.Rows.Single(row => row.Id == job.Id);

    /// <summary>A job does this; what it throws is kept, and the job succeeds.</summary>
    private protected void Ask(Func<JobContext, Task> asked, string queue = "q")
    {
        Asked = asked;
        Seen.Open("ask");
        var job = Submit(Asks with { Queue = queue });
        Machine.Until(() => Row(job).HasEnded);
    }

    private sealed record Question(Func<JobContext, Task> Do, Action<Exception> Fails);

    /// <summary>Kind "ask": waits for the test, and does what that says.</summary>
    private sealed class AskingJob(Question question, Seen seen) : IJobHandler<NoInput, string?>
    {
        public async Task<string?> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
        {
            await seen.Opened("ask");
            try
            {
                await question.Do(context);
            }
            catch (Exception failure)
            {
                question.Fails(failure);
            }

            return null;
        }
    }
}
