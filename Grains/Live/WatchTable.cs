using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Live;

namespace OrleansJobs.Grains.Live;

/// <summary>Who wants to know of which commits of this silo. Immutable, as every job's grain reads it at each commit.</summary>
internal sealed class WatchTable
{
    private readonly Dictionary<Guid, ImmutableArray<NewsOutbox>> _byJob = [];
    private readonly ImmutableArray<(NewsOutbox Outbox, ImmutableArray<NewsFilter> Filters)> _byFilter;
    private readonly TimeProvider _time;

    /// <summary>Makes the table of a list.</summary>
    /// <param name="leases">Who watches what.</param>
    /// <param name="outboxes">Of every lease, by its id.</param>
    /// <param name="time">The clock by which a job is scheduled or due.</param>
    public WatchTable(ImmutableArray<WatchLease> leases, IReadOnlyDictionary<Guid, NewsOutbox> outboxes, TimeProvider time)
    {
        _time = time;
        foreach (var lease in leases)
        {
            foreach (var job in lease.Jobs) _byJob[job] = _byJob.GetValueOrDefault(job, []).Add(outboxes[lease.Id]);
        }

        _byFilter = [.. leases.Where(lease => !lease.Filters.IsEmpty).Select(lease => (outboxes[lease.Id], lease.Filters))];
    }

    public void Committed(JobRecord? before, JobRecord after, ImmutableArray<JobLogLine> log)
    {
        var watched = _byJob.GetValueOrDefault(after.Id, []);
        if (watched.IsEmpty && _byFilter.IsEmpty) return;
        var news = NewsOf.Commit(before, after, log, _time.Now());
        foreach (var outbox in watched) outbox.Add(news);
        if (news.Job is not { } job) return;
        foreach (var (outbox, filters) in _byFilter)
        {
            if (!watched.Contains(outbox) && filters.Any(filter => filter.Matches(job))) outbox.Add(news with { Progress = null, Log = [] });
        }
    }

    public void InDoubt(Guid id)
    {
        foreach (var outbox in _byJob.GetValueOrDefault(id, [])) outbox.Add(NewsOf.InDoubt(id));
    }
}
