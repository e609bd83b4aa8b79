using System.Diagnostics;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Clustering;

/// <inheritdoc/>
internal sealed class JobsInProcess(IGrainFactory grains, JobCalls calls, IEnumerable<JobKind> kinds) : IJobs
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(3);

    private readonly ILookup<Type?, string> _kinds = kinds.ToLookup(kind => kind.Handler, kind => kind.Name);

    public Task<Job> Submit<THandler>(object? input, Func<JobSpec, JobSpec>? with, string? key)
        where THandler : class
    {
        var kind = KindOf(typeof(THandler));
        var job = input is null ? new JobSpec { Kind = kind } : JobContext.NewJob(kind, input);
        return Submit(with is null ? job : with(job), key);
    }

    public async Task<Job> Submit(JobSpec job, string? key) => await calls.Submit(job with { TraceParent = job.TraceParent ?? Trace() }, key) switch
    {
        SubmitResult.Accepted { Job: var made } => made,
        SubmitResult.Existing { Job: var known } => known,
        var refusal => throw new JobRefusedException(refusal),
    };

    public async Task<Job?> Get(Guid id) => (await grains.GetGrain<IJobQueryGrain>(0).Get(id))?.Whole();

    public async Task<Job?> WaitForEnd(Guid id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var job = await calls.WaitForEnd(id, LongestCall).WaitAsync(cancellationToken);
            if (job is null || job.HasEnded) return job?.Whole();
        }
    }

    public Task<ChangeResult> Cancel(Guid id, string? reason) => grains.GetGrain<IJobGrain>(id).Cancel(reason);

    public Task<ChangeResult> Retry(Guid id) => grains.GetGrain<IJobGrain>(id).Retry(null);

    private string KindOf(Type handler) => _kinds[handler].ToList() switch
    {
        [var kind] => kind,
        [] => throw new InvalidOperationException($"No kind is registered for {handler}: AddJob<{handler.Name}>(\"...\") does that."),
        var many => throw new InvalidOperationException($"{handler} runs several kinds ({string.Join(", ", many)}); name one in a JobSpec."),
    };

    private static string? Trace() => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true } activity ? activity.Id : null;
}
