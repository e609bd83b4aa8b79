using System.Globalization;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Jobs.BuiltIn;
using OrleansJobs.Jobs;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>Kind "work": signs everything it says with its attempt's token, so that it shows whose word was recorded.</summary>
internal sealed class WorkJob(SuicideNote suicide, IStepWatch steps) : IJobHandler<WorkInput, string>
{
    public const string Kind = "work";

    /// <summary>The signal that it may wait for.</summary>
    public const string Signal = "go";

    public async Task<string> RunAsync(WorkInput input, JobContext context, CancellationToken cancellationToken)
    {
        var signature = SignatureOf(context.Token);
        var heeded = input.IsDeaf ? CancellationToken.None : cancellationToken;
        for (var step = context.GetCheckpoint<WorkCheckpoint>()?.Step ?? 0; step < input.Steps; step++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(input.StepMilliseconds), context.Clock, heeded);
            context.ReportProgress((step + 1.0) / input.Steps, signature);
            context.Log(string.Create(CultureInfo.InvariantCulture, $"{signature} {step}"));
            if (input.Saves) await Save(context, new WorkCheckpoint { Signature = signature, Step = step + 1 });
        }

        for (var number = 0; number < input.DurableSteps; number++) await DoStep(context, number);
        if (input.SleepMilliseconds > 0) await context.Sleep("sleep", TimeSpan.FromMilliseconds(input.SleepMilliseconds));
        if (input.SignalMilliseconds > 0) await Await(context, TimeSpan.FromMilliseconds(input.SignalMilliseconds));
        if (input.Children > 0) await FanOut(context, input.Children);
        if (input.HoldMilliseconds > 0) await Hold(context, TimeSpan.FromMilliseconds(input.HoldMilliseconds));
        if (context.Attempt <= input.Deaths) await suicide.Die();
        if (context.Failures < input.Failures) throw new InvalidOperationException(signature);
        return signature;
    }

    /// <summary>What an attempt with this token signs with.</summary>
    public static string SignatureOf(Guid token) => token.ToString("N");

    private async Task DoStep(JobContext context, int number)
    {
        var (name, signature) = (string.Create(CultureInfo.InvariantCulture, $"step {number}"), SignatureOf(context.Token));
        var value = await context.Step(name, async over =>
        {
            steps.OnStep(context.JobId, name, signature);
            await Task.Delay(TimeSpan.FromMilliseconds(50), context.Clock, over);
            return signature;
        });
        steps.OnValue(context.JobId, name, value);
    }

    private async Task Await(JobContext context, TimeSpan timeout)
    {
        steps.OnAwait(context.JobId, Signal);
        try
        {
            steps.OnSignal(context.JobId, Signal, await context.WaitForSignal<string>(Signal, timeout));
        }
        catch (TimeoutException)
        {
            steps.OnSignal(context.JobId, Signal, null);
        }
    }

    /// <summary>To jobs of all kinds, one of which fans out itself.</summary>
    private async Task FanOut(JobContext context, int count)
    {
        var retry = new RetryRule { MaxAttempts = 1 };
        var children = await context.RunChildren("children", Enumerable.Range(0, count).Select(index => index switch
        {
            0 => JobContext.NewJob(Kind, new WorkInput { Steps = 2, StepMilliseconds = 1_500, Children = count / 4 }),
            1 => JobContext.NewJob("fail", new FailInput { Times = 1 }) with { Retry = retry },
            _ => JobContext.NewJob(Kind, new WorkInput { Steps = index - 1, StepMilliseconds = 1_500 }) with { Queue = context.Queue },
        }));
        steps.OnChildren(context.JobId, children.Batch, children.Count);
    }

    private static async Task Hold(JobContext context, TimeSpan hold)
    {
        try
        {
            await context.HoldQueue(context.Clock.GetUtcNow() + hold);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Not in time, or the attempt is over: the work goes on without it.
        }
    }

    private static async Task Save(JobContext context, WorkCheckpoint checkpoint)
    {
        try
        {
            await context.SaveCheckpoint(checkpoint);
        }
        catch (IOException)
        {
            // Not in time: the work goes on without it.
        }
    }
}
