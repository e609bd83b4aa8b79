using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs.Actions;

/// <summary>Does to one job what an action does to many.</summary>
internal sealed class ActionStep(IGrainFactory grains, JobAction action, JobContext context, CancellationToken cancellationToken)
{
    // Some seconds: a job that cannot be changed must not hold up the others for ever.
    private const int MostTries = 8;

    /// <summary>Changes the job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="again">Whether it may have been done before: then what shows it counts as done.</param>
    /// <exception cref="OperationCanceledException">The attempt is over.</exception>
    public async Task<ActionOutcome> Act(Guid id, bool again)
    {
        for (var (tries, pause) = (1, StorePause.First); ; tries++, pause = StorePause.After(pause))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (result, fault) = await Ask(grains.GetGrain<IJobGrain>(id));
            switch (result)
            {
                case ChangeResult.Changed:
                    return ActionOutcome.Done;
                case ChangeResult.Conflict or ChangeResult.NotFound when (again || tries > 1) && Shows(result):
                    return ActionOutcome.Done;
                case ChangeResult.Conflict { Job: { HasEnded: true, PayloadExpired: true } } when action == JobAction.Retry:
                    return Failed(id, "its input is no longer kept");
                case ChangeResult.Conflict or ChangeResult.NotFound:
                    return ActionOutcome.Skipped;
                case var _ when tries == MostTries:
                    return Failed(id, fault);
            }

            await Task.Delay(pause, context.Clock, cancellationToken);
        }
    }

    private async Task<(ChangeResult? Result, string Fault)> Ask(IJobGrain job)
    {
        try
        {
            var result = action switch
            {
                JobAction.Cancel => await job.Cancel($"By action {context.JobId}."),
                JobAction.Retry => await job.Retry(null),
                JobAction.Delete => await job.Delete(),
                _ => throw new NonRetryableException($"{action} is no action."),
            };
            return (result, "the store did not take the change in time");
        }
        catch (Exception error) when (error is not NonRetryableException)
        {
            return (null, $"it did not answer ({error.GetType().Name})");
        }
    }

    /// <summary>Whether the job is as the action leaves it.</summary>
    private bool Shows(ChangeResult result) => (action, result) switch
    {
        (JobAction.Cancel, ChangeResult.Conflict { Job.State: JobState.Cancelled }) => true,
        (JobAction.Retry, ChangeResult.Conflict { Job.HasEnded: false }) => true,
        (JobAction.Delete, ChangeResult.NotFound) => true,
        _ => false,
    };

    private ActionOutcome Failed(Guid id, string why)
    {
        context.Log($"Job {id}: {why}");
        return ActionOutcome.Failed;
    }
}
