using Orleans.Concurrency;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Finds the job that takes the submits of one debounce key, or makes it. Keeps no state: the store lets no second one be made, so two
/// activations at once only ask once more.
/// </summary>
[Reentrant, CollectionAgeLimit(Minutes = 1)]
internal sealed class DebounceGrain(JobEngine engine, IJobQueries queries) : Grain, IDebounceGrain
{
    // Each but the first means that meanwhile a job was made or started by somebody else.
    private const int Tries = 8;

    // A start names the version of the row. So between changes of a job whose time has come there must be time for one.
    private static readonly TimeSpan RestWhenDue = TimeSpan.FromMilliseconds(100);

    // The job that took the last submit; it may take no more.
    private Guid? _job;
    private Task? _before;

    public async Task<SubmitResult> Submit(JobSpec spec)
    {
        try
        {
            for (var tries = 0; tries < Tries; tries++)
            {
                if (await Try(spec) is { } result) return result;
            }

            return new SubmitResult.Unavailable { Unchanged = true };
        }
        catch (StoreException error)
        {
            return SubmitResult.Unavailable.After(error);
        }
    }

    private async Task<SubmitResult?> Try(JobSpec spec)
    {
        while (_before is { } before) await before;
        if (_job is not { } id) return await WhileOthersWait(() => Open(spec));

        var result = await Job(id).Debounce(spec);
        if (result is null && _job == id) _job = null;
        if (result is SubmitResult.Existing { Job: var job } && job.RunAt <= engine.Time.Now() && _before is null) _ = WhileOthersWait(Rest);
        return result;
    }

    /// <summary>Null: there is a job to be asked.</summary>
    private async Task<SubmitResult?> Open(JobSpec spec)
    {
        _job = await queries.FindDebounced(spec.Tenant, spec.Kind, spec.Debounce!.Key, CancellationToken.None);
        if (_job is not null) return null;
        var result = await Job(engine.Ids.NewId()).Submit(spec);
        if (result is SubmitResult.Accepted { Job.Id: var made }) _job = made;
        return result is SubmitResult.DebounceTaken ? null : result;
    }

    private async Task<SubmitResult?> Rest()
    {
        await engine.Time.Delay(RestWhenDue, CancellationToken.None);
        return null;
    }

    /// <summary>Submits that come meanwhile are not lost: they go on together afterwards, and mostly into one commit.</summary>
    private async Task<SubmitResult?> WhileOthersWait(Func<Task<SubmitResult?>> act)
    {
        var after = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _before = after.Task;
        try
        {
            return await act();
        }
        finally
        {
            _before = null;
            after.SetResult();
        }
    }

    private IJobGrain Job(Guid id) => GrainFactory.GetGrain<IJobGrain>(id);
}
