using System.Collections.Immutable;
using OrleansJobs.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Batches;

/// <summary>What follows from a stored batch. Pure.</summary>
public static class BatchView
{
    /// <summary>The batch as its callers see it.</summary>
    public static Batch Of(BatchRecord batch) => new()
    {
        Id = batch.Id,
        State = batch switch
        {
            { CompletedAt: not null } => BatchState.Completed,
            { CancelledAt: not null } => BatchState.Cancelling,
            { Sealed: true } => BatchState.Running,
            _ => BatchState.Open,
        },
        Total = batch.Total,
        Succeeded = batch.Succeeded,
        Failed = batch.Failed,
        Cancelled = batch.Cancelled,
        Tags = batch.Spec.Tags,
        CreatedAt = batch.CreatedAt,
        CompletedAt = batch.CompletedAt,
        CancelReason = batch.CancelReason,
        Parent = batch.Spec.Parent,
        Callbacks = Callbacks(batch) is { IsEmpty: false } callbacks ? [.. callbacks.Select(callback => callback.Id)] : null,
    };

    /// <summary>Whether a job ends without success or begins anew, so that nobody comes back for the batches that its handler has made.</summary>
    public static bool LosesChildren(JobRecord? before, JobRecord after) =>
        before is { HasEnded: false } && (after is { HasEnded: true, Phase: not JobPhase.Succeeded } || after.StepSeries > before.StepSeries);

    /// <summary>Why those are cancelled.</summary>
    public static string ReasonOf(JobRecord parent) => parent.Phase switch
    {
        JobPhase.Failed => $"Job {parent.Id}, its parent, has failed.",
        JobPhase.Cancelled => $"Job {parent.Id}, its parent, has been cancelled.",
        _ => $"Job {parent.Id}, its parent, begins anew.",
    };

    /// <summary>The jobs that its completion submits, with ids that follow from the batch: so each is there once, however often it is submitted.</summary>
    public static ImmutableArray<(Guid Id, JobSpec Spec)> Callbacks(BatchRecord batch)
    {
        if (batch.CompletedAt is null) return [];
        var byOutcome = batch.AllSucceeded ? Of("onSucceeded", batch.Spec.OnSucceeded) : Of("onFailed", batch.Spec.OnFailed);
        return [.. Of("onCompleted", batch.Spec.OnCompleted), .. byOutcome];

        IEnumerable<(Guid, JobSpec)> Of(string name, JobSpec? job) =>
            job is null ? [] : [(JobId.OfCallback(batch.Id, name), job with { Keyed = true, CallbackOf = batch.Id, Tenant = batch.Spec.Tenant })];
    }
}
