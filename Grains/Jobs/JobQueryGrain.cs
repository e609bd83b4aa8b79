using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Jobs;

/// <summary>Reads from the store for callers who have none of their own. Without state, several a silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class JobQueryGrain(
    IJobStore store, IStepStore steps, IJobQueries queries, IQueueQueries queues, JobKinds kinds, TimeProvider time, IOptions<ActionOptions> options) : Grain, IJobQueryGrain
{
    // A value may be as large as a checkpoint.
    private const int MostStepBytes = 4 << 20;

    public async Task<Job?> Get(Guid id) => (await store.Read(id, CancellationToken.None))?.At(time.Now());

    public async Task<JobExplanation?> Explain(Guid id)
    {
        if (await store.Read(id, CancellationToken.None) is not { } job) return null;
        var now = time.Now();
        if (job.Phase != JobPhase.Pending || job.RunAt > now) return JobExplanations.Of(job, now);
        var entry = JobEffects.EntryOf(job);
        var hold = await GrainFactory.GetGrain<IQueueGrain>(job.Queue).Explain(entry);
        var line = await queues.ReadLine(job.Queue, entry, hold.HasLanes && job.Lane is not null, now, CancellationToken.None);
        return JobExplanations.OfWaiting(hold, line, job.Pool is not null || kinds.RunsHere(job.Kind), now);
    }

    public async Task<JobPage> List(JobFilter filter)
    {
        var now = time.Now();
        var limit = Math.Clamp(filter.Limit, 1, 500);

        if (!filter.IsPlain)
        {
            var found = await queries.Search(filter with { Limit = limit }, now, CancellationToken.None);
            return new JobPage { Jobs = [.. found.Rows.Select(row => row.At(now))], Next = found.Next };
        }

        // One more than asked for tells whether there is a next page.
        var rows = await queries.List(filter with { Limit = limit + 1 }, now, CancellationToken.None);
        return new JobPage
        {
            Jobs = [.. rows.Take(limit).Select(row => row.At(now))],
            Next = rows.Count > limit ? rows[limit - 1].Seq : null,
        };
    }

    public async Task<JobCount> Count(JobFilter filter)
    {
        var now = time.Now();
        if (!filter.IsPlain || filter.Before is not null) return await queries.Count(filter, now, options.Value.CountLooks, CancellationToken.None);
        var counts = await queues.CountJobs(filter.Kind, filter.Queue, now, CancellationToken.None);
        return new JobCount { Count = counts.In(filter.State), Estimated = filter.State is JobState.Scheduled or JobState.Queued ? counts.Estimated : null };
    }

    public async Task<JobLogPage?> GetLog(JobLogFilter filter)
    {
        var limit = Math.Clamp(filter.Limit, 1, 1_000);
        if (await queries.ReadLog(filter with { Limit = limit + 1 }, CancellationToken.None) is not { } lines) return null;
        return new JobLogPage
        {
            Lines = [.. lines.Take(limit)],
            Next = lines.Count > limit ? new JobLogPosition { Attempt = lines[limit - 1].Attempt, Number = lines[limit - 1].Number } : null,
        };
    }

    public async Task<JobStepPage?> ListSteps(Guid id, string? after, int limit)
    {
        if (await store.Read(id, CancellationToken.None) is not { } job) return null;
        limit = Math.Clamp(limit, 1, 100);

        // One more than asked for tells whether there is a next page.
        var read = await steps.ListSteps(job, after ?? "", limit + 1, CancellationToken.None);
        var count = Math.Min(limit, Fitting(read));
        return new JobStepPage { Steps = [.. read.Take(count)], Next = read.Count > count ? read[count - 1].Name : null };
    }

    public async Task<Job?> GetByNumber(long number) => (await queries.ReadNumbered(number, CancellationToken.None))?.At(time.Now());

    public async Task<ImmutableArray<NumberedJob>> ListNumbered(long after, int limit) =>
        [.. await queries.ListNumbered(after, Math.Clamp(limit, 1, 10_000), time.Now(), CancellationToken.None)];

    public Task<long> CountUnfinishedNumbered() => queries.CountUnfinishedNumbered(CancellationToken.None);

    /// <summary>How many go into one answer; at least the first.</summary>
    private static int Fitting(IReadOnlyList<JobStep> steps)
    {
        var (count, bytes) = (0, 0);
        while (count < steps.Count && (count == 0 || bytes + steps[count].Value.Utf8.Length <= MostStepBytes)) bytes += steps[count++].Value.Utf8.Length;
        return count;
    }
}
