using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Tests.Support;
using Xunit;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>What jobs tell their queue, over Orleans.</summary>
public sealed class QueueLinkTests
{
    [Fact]
    public async Task News_that_is_left_when_an_activation_ends_is_sent_before()
    {
        var calls = new Calls();
        await using var host = await EngineHost.Start(configure: services => services.AddSingleton<IIncomingGrainCallFilter>(calls), alone: true);
        var link = host.Grains.GetGrain<IQueueLinkGrain>("q");
        Guid[] jobs = [Guid.NewGuid(), Guid.NewGuid()];

        // The second waits while the message with the first is under way.
        await link.Released(new SlotRelease { JobId = jobs[0] });
        await calls.Exchanging.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await link.Released(new SlotRelease { JobId = jobs[1] });
        while (calls.Taken.Count < 2) await host.Grains.GetGrain<IJobQueryGrain>(0).Get(jobs[1]);
        var activation = calls.Taken.First();
        activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The test ends it."));

        // Time enough for it to end, if it did not wait.
        for (var i = 0; i < 1_000 && !activation.Deactivated.IsCompleted; i++) await host.Grains.GetGrain<IJobQueryGrain>(0).Get(jobs[1]);
        calls.Go.SetResult();
        await activation.Deactivated.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(jobs, calls.Told);
    }

    [Fact]
    public async Task A_job_that_goes_back_is_in_line_by_the_message_that_frees_its_slot()
    {
        var messages = new Messages();
        await using var host = await EngineHost.Start(configure: services => services.AddSingleton<IIncomingGrainCallFilter>(messages), alone: true);
        var retry = new RetryRule { InitialDelay = TimeSpan.Zero };
        var job = await host.Run(new JobSpec { Kind = "fail", Input = Json.Parse("""{"times":1}"""), Retry = retry });
        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempts.Length));
        var release = messages.Sent.First(news => news.Released.Any(release => release.JobId == job.Id));
        Assert.Equal(job.Id, Assert.Single(release.Enqueued).JobId);
    }

    /// <summary>Keeps all that queues are told.</summary>
    private sealed class Messages : IIncomingGrainCallFilter
    {
        public ConcurrentQueue<QueueNews> Sent { get; } = new();

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == nameof(IQueueGrain.Exchange)) Sent.Enqueue((QueueNews)context.Request.GetArgument(0)!);
            return context.Invoke();
        }
    }

    /// <summary>Holds the first message to a queue, and notes what queues are told of and where news of slots arrives.</summary>
    private sealed class Calls : IIncomingGrainCallFilter
    {
        public TaskCompletionSource Exchanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<Guid> Told { get; } = new();

        public ConcurrentQueue<IGrainContext> Taken { get; } = new();

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == nameof(IQueueGrain.Exchange))
            {
                foreach (var release in ((QueueNews)context.Request.GetArgument(0)!).Released) Told.Enqueue(release.JobId);
                Exchanging.TrySetResult();
                await Go.Task;
            }

            await context.Invoke();
            if (context.MethodName == nameof(IQueueLinkGrain.Released)) Taken.Enqueue(context.TargetContext);
        }
    }
}
