using Microsoft.Extensions.Logging;
using OrleansJobs.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Batches;

/// <summary>
/// A batch. It keeps nothing in memory and does not rely on being the only activation: each change is one statement of the store, and what
/// follows from a completion may be done twice. Callbacks have ids that follow from the batch.
/// </summary>
[CollectionAgeLimit(Minutes = 1)]
internal sealed partial class BatchGrain(IBatchStore store, JobEngine engine, ILogger<BatchGrain> logger) : Grain, IBatchGrain
{
    private const int CancelledAtOnce = 100;

    private bool _working;

    private Guid Id => this.GetPrimaryKey();

    public async Task<BatchResult> Create(BatchSpec spec)
    {
        try
        {
            await engine.Know(BatchRules.KindsOf(spec));
        }
        catch (StoreException error)
        {
            LogUnavailable(Id, error);
            return new BatchResult.Unavailable();
        }

        var errors = BatchRules.Check(spec, engine.Check);
        if (!errors.IsEmpty) return new BatchResult.Invalid { Errors = errors };
        var fresh = new BatchRecord { Id = Id, Spec = spec, CreatedAt = engine.Time.Now(), Most = engine.Limits.BatchJobs };
        return await Change(() => store.Create(fresh), made =>
            BatchRules.AreSame(made.Spec, spec) ? new BatchResult.Changed { Batch = BatchView.Of(made), IsNew = made.CreatedAt == fresh.CreatedAt } : new BatchResult.KeyReused());
    }

    public Task<BatchResult> Seal() => Change(() => store.Seal(Id, engine.Time.Now()), Changed);

    public Task<BatchResult> Cancel(string? reason)
    {
        var cut = reason is null ? null : Text.Cut(reason, engine.Limits.ErrorMessage);
        var now = engine.Time.Now();
        return Change(() => store.Cancel(Id, cut, now), batch => batch.CancelledAt is null ? new BatchResult.Conflict() : Changed(batch));
    }

    public async Task Ping()
    {
        if (_working) return;
        _working = true;
        try
        {
            if (await store.Read(Id, CancellationToken.None) is not { DueAt: not null } batch) return;
            if (batch.CompletedAt is null) await CancelJobs(batch.CancelReason);
            else if (await TellParent(batch) && await SubmitCallbacks(batch)) await store.Settle(Id);
        }
        catch (StoreException error)
        {
            LogUnavailable(Id, error);
        }
        finally
        {
            _working = false;
        }
    }

    private static BatchResult Changed(BatchRecord batch) => new BatchResult.Changed { Batch = BatchView.Of(batch) };

    private async Task<BatchResult> Change(Func<Task<BatchRecord?>> change, Func<BatchRecord, BatchResult> answer)
    {
        try
        {
            if (await change() is not { } batch) return new BatchResult.NotFound();
            if (batch.DueAt is not null) _ = this.AsReference<IBatchGrain>().Ping();
            return answer(batch);
        }
        catch (StoreException error)
        {
            LogUnavailable(Id, error);
            return new BatchResult.Unavailable { Unchanged = StoreException.IsUnchanged(error) };
        }
    }

    /// <summary>Whether the job that has fanned out to it, if there is one and it has not ended, knows.</summary>
    private async Task<bool> TellParent(BatchRecord batch) =>
        batch.Spec.Parent is not { } parent || await GrainFactory.GetGrain<IJobGrain>(parent).ChildrenEnded(Id) is not ChangeResult.Unavailable;

    /// <summary>Whether all are there.</summary>
    private async Task<bool> SubmitCallbacks(BatchRecord batch)
    {
        var results = await Task.WhenAll(BatchView.Callbacks(batch).Select(callback => GrainFactory.GetGrain<IJobGrain>(callback.Id).Submit(callback.Spec)));
        var refused = results.FirstOrDefault(result => result is not (SubmitResult.Accepted or SubmitResult.Existing));
        if (refused is not null) LogRefused(Id, refused.GetType().Name);
        return refused is null;
    }

    /// <summary>
    /// The last end completes the batch; of one that was cancelled with its parent, it may have been before. A job that does not answer is
    /// asked again at the next turn.
    /// </summary>
    private async Task CancelJobs(string? reason)
    {
        var after = 0L;
        IReadOnlyList<BatchMember> page;
        do
        {
            page = await store.ReadUnfinished(Id, after, CancelledAtOnce, CancellationToken.None);
            if (page.Count > 0) after = page[^1].Seq;
            await Task.WhenAll(page.Select(member => GrainFactory.GetGrain<IJobGrain>(member.JobId).Cancel(reason)));
        }
        while (page.Count == CancelledAtOnce);
        if (after == 0) await store.Seal(Id, engine.Time.Now());
    }

    [LoggerMessage(70, LogLevel.Warning, "Batch {BatchId}: a change or what follows from it was not stored")]
    private partial void LogUnavailable(Guid batchId, Exception error);

    [LoggerMessage(71, LogLevel.Warning, "Batch {BatchId}: a callback is not taken ({Result}); it is submitted again every second")]
    private partial void LogRefused(Guid batchId, string result);
}
