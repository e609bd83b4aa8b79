using System.Collections.Immutable;
using OrleansJobs.Batches;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>A handler's way to jobs other than its own: reads them, and submits those to which it fans out.</summary>
internal sealed class OtherJobs(Attempt attempt, IGrainFactory grains, IJobStore store, TimeProvider time)
{
    private const int SubmittedAtOnce = 100;

    private JobRecord Parent => attempt.Job;

    private IBatchQueryGrain Batches => grains.GetGrain<IBatchQueryGrain>(0);

    /// <summary>The job, or null.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    /// <exception cref="StoreException">It is sealed, and the key is missing.</exception>
    public async Task<Job?> Read(Guid id) =>
        await Once(async () => await store.Read(id, CancellationToken.None)) is { } job ? job.At(time.Now()).Whole() : null;

    /// <summary>The batch, or null.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public Task<Batch?> ReadBatch(Guid id) => Once(() => Batches.Get(id));

    /// <summary>The batch to which the handler fans out under this name.</summary>
    public Guid BatchOf(string name) => JobId.OfChildren(Parent.Id, Parent.StepSeries, name);

    /// <summary>Makes a batch of jobs, and all of them in it. Repeated, it goes on where it broke off.</summary>
    /// <returns>How many there are; null: a queue takes no more now.</returns>
    /// <exception cref="NonRetryableException">A job is not valid, or they are too many.</exception>
    /// <exception cref="OperationCanceledException">The attempt is over.</exception>
    public async Task<int?> Submit(Guid batch, ImmutableArray<JobSpec> jobs, int most)
    {
        if (jobs.Length > most) throw new NonRetryableException($"{jobs.Length} jobs are more than the {most} that a batch may have.");
        var specs = jobs.Select(job => job with { Batch = batch, Tenant = Parent.Tenant, TraceParent = Parent.TraceParent, Keyed = false }).ToImmutableArray();
        ThrowIf(await Insist(() => Batches.Check(specs), _ => false));
        var grain = grains.GetGrain<IBatchGrain>(batch);
        var made = await Insist(() => grain.Create(new BatchSpec { Parent = Parent.Id, ParentToken = attempt.Token, Tenant = Parent.Tenant }), result => result is BatchResult.Unavailable);
        if (made is BatchResult.NotFound) throw new OperationCanceledException("The attempt has been superseded.");
        foreach (var chunk in specs.Index().Chunk(SubmittedAtOnce))
        {
            var results = await Task.WhenAll(chunk.Select(job => Submit(JobId.OfMember(batch, job.Index), job.Item)));
            foreach (var (place, result) in chunk.Zip(results, (job, result) => (job.Index, result)))
                if (result is SubmitResult.Invalid { Errors: var errors }) ThrowIf(errors, $"jobs[{place}].");
            if (results.Any(result => result is SubmitResult.QueueFull)) return null;

            // Somebody has cancelled the batch.
            if (results.Any(result => result is SubmitResult.BatchClosed)) break;
        }

        await Insist(grain.Seal, result => result is BatchResult.Unavailable);
        return jobs.Length;
    }

    private Task<SubmitResult> Submit(Guid id, JobSpec spec) =>
        Insist(() => grains.GetGrain<IJobGrain>(id).Submit(spec), result => result is SubmitResult.Unavailable);

    private static void ThrowIf(ImmutableArray<FieldError> errors, string place = "")
    {
        if (!errors.IsEmpty) throw new NonRetryableException(string.Join(", ", errors.Select(error => $"{place}{error.Field} {error.Message}")));
    }

    private Task<T> Insist<T>(Func<Task<T>> ask, Func<T, bool> isNone) => StorePause.Insist(() => Once(ask), isNone, time, attempt.Stopping);

    private static async Task<T> Once<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error)
        {
            throw new IOException("The store or a grain did not answer in time.", error);
        }
    }
}
