using System.Globalization;
using Microsoft.Extensions.Options;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs.Actions;

/// <summary>
/// Kind "jobs.action": cancels, retries or deletes all jobs that match a filter and had been submitted when it was, but itself. It goes through them from
/// the newest, page by page, and never back: what it changes, and what is submitted meanwhile, does not come round again.
/// </summary>
/// <remarks>
/// A page is remembered before it is acted on. After a crash that page is gone through once more: what has been done of it counts as done. Only a job that was
/// retried, and ended again before that, is retried twice.
/// </remarks>
public sealed class JobActionJob(IGrainFactory grains, IOptions<ActionOptions> options) : IJobHandler<JobActionInput, JobActionResult>
{
    /// <summary>The name of this kind.</summary>
    public const string Kind = "jobs.action";

    /// <summary>Its queue: one of its own, as it may be needed for what blocks another one.</summary>
    public const string Queue = "jobs.action";

    private IJobQueryGrain Jobs => grains.GetGrain<IJobQueryGrain>(0);

    /// <inheritdoc/>
    public async Task<JobActionResult> RunAsync(JobActionInput input, JobContext context, CancellationToken cancellationToken)
    {
        var total = (await context.Step("count", _ => Jobs.Count(input.Filter)))!;
        var saved = context.GetCheckpoint<ActionWalk>();
        var step = new ActionStep(grains, input.Action, context, cancellationToken);
        for (var walk = saved ?? await Next(null); ; walk = await Next(walk), saved = null)
        {
            var outcomes = await Task.WhenAll(walk.Page.Select(id => step.Act(id, again: saved is not null)));
            walk = walk with { Result = Add(walk.Result, outcomes) };
            Report(context, walk.Result, total);
            if (walk.Next is null) return walk.Result;
        }

        Task<ActionWalk> Next(ActionWalk? before) => StorePause.Insist(
            async () =>
            {
                var read = await Read(input.Filter, before, context);
                await context.SaveCheckpoint(read);
                return read;
            },
            _ => false, context.Clock, cancellationToken);
    }

    private async Task<ActionWalk> Read(JobFilter filter, ActionWalk? before, JobContext context)
    {
        JobPage page;
        try
        {
            page = await Jobs.List(filter with { Limit = options.Value.AtOnce, Before = before?.Next });
        }
        catch (Exception error)
        {
            throw new IOException("The jobs cannot be listed now.", error);
        }

        return new ActionWalk
        {
            Page = [.. page.Jobs.Where(job => job.Id != context.JobId && job.CreatedAt <= context.SubmittedAt).Select(job => job.Id)],
            Next = page.Next,
            Result = before?.Result ?? new(),
        };
    }

    private static JobActionResult Add(JobActionResult result, ActionOutcome[] outcomes) => result with
    {
        Done = result.Done + outcomes.Count(outcome => outcome == ActionOutcome.Done),
        Skipped = result.Skipped + outcomes.Count(outcome => outcome == ActionOutcome.Skipped),
        Failed = result.Failed + outcomes.Count(outcome => outcome == ActionOutcome.Failed),
    };

    private static void Report(JobContext context, JobActionResult result, JobCount total) => context.ReportProgress(
        Math.Min(1, (double)result.Matched / Math.Max(1, total.Count)),
        string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Done} done, {result.Skipped} skipped, {result.Failed} failed, of {(total.Estimated == true ? "at least " : "")}{total.Count}"));
}
