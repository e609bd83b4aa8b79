using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansJobs.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Batches;

/// <summary>Reads from the store for callers who have none of their own. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class BatchQueryGrain(IBatchStore store, JobEngine engine) : Grain, IBatchQueryGrain
{
    public async Task<Batch?> Get(Guid id) => await store.Read(id, CancellationToken.None) is { } batch ? BatchView.Of(batch) : null;

    public async Task<BatchPage> List(long? before, int limit)
    {
        limit = Math.Clamp(limit, 1, 500);

        // One more than asked for tells whether there is a next page.
        var rows = await store.List(before ?? long.MaxValue, limit + 1, CancellationToken.None);
        return new BatchPage
        {
            Batches = [.. rows.Take(limit).Select(BatchView.Of)],
            Next = rows.Count > limit ? rows[limit - 1].Seq : null,
        };
    }

    public async Task<ImmutableArray<FieldError>> Check(ImmutableArray<JobSpec> jobs)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        var known = new Dictionary<Guid, bool>();
        await engine.Know(jobs.Select(job => job.Kind));
        foreach (var (index, job) in jobs.Index())
        {
            var faults = engine.Check(job).ToList();
            foreach (var (place, parent) in job.After.Index())
            {
                if (!known.TryGetValue(parent, out var isThere)) known[parent] = isThere = await engine.Store.Read(parent, CancellationToken.None) is not null;
                if (!isThere) faults.Add(JobSpecRules.UnknownParent(place));
            }

            errors.AddRange(BatchRules.At($"jobs[{index}]", faults));
        }

        return errors.ToImmutable();
    }
}
