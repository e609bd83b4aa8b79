using OrleansJobs.Live;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>The jobs that are watched one by one in this process, each with its streams.</summary>
/// <remarks>Used under the lock of the hub.</remarks>
internal sealed class WatchedJobs(JobReads reads)
{
    private readonly Dictionary<Guid, HashSet<Watcher>> _jobs = [];

    public IEnumerable<Guid> Ids => _jobs.Keys;

    public IEnumerable<Watcher> Watchers => _jobs.Values.SelectMany(watchers => watchers);

    /// <summary>Adds a stream; answers whether it is the first of its job.</summary>
    public bool Add(Guid job, Watcher watcher)
    {
        var isNew = !_jobs.TryGetValue(job, out var watchers);
        if (isNew) _jobs.Add(job, watchers = []);
        watchers!.Add(watcher);
        return isNew;
    }

    /// <summary>Removes a stream; answers whether it was the last of its job.</summary>
    public bool Remove(Guid job, Watcher watcher)
    {
        var watchers = _jobs[job];
        watchers.Remove(watcher);
        return watchers.Count == 0 && _jobs.Remove(job);
    }

    /// <summary>Tells the streams of each job what has become of it; it is read where the news does not say all.</summary>
    public void Tell(IReadOnlyList<JobNews> batch)
    {
        if (_jobs.Count == 0) return;
        foreach (var news in batch.GroupBy(news => news.Id))
            if (_jobs.TryGetValue(news.Key, out var watchers)) Tell(watchers, news);
    }

    /// <summary>Has every job read, once for all of its streams.</summary>
    public void LookAtAll()
    {
        foreach (var (job, watchers) in _jobs) Offer(watchers, Reading(job));
    }

    /// <summary>What is there at once is told at once: each stream costs as much for many commits as for one.</summary>
    private void Tell(HashSet<Watcher> watchers, IGrouping<Guid, JobNews> batch)
    {
        var told = new List<JobNews>();
        foreach (var news in batch)
        {
            if (news.Version > 0) told.Add(news);
            if (news is not ({ Version: 0 } or { Job.State: JobState.Succeeded })) continue;
            Offer(watchers, told);
            Offer(watchers, Reading(batch.Key));
            told = [];
        }

        Offer(watchers, told);
    }

    private static void Offer(HashSet<Watcher> watchers, List<JobNews> news)
    {
        if (news.Count > 0) Offer(watchers, new WatchItem.News(new SharedNews(news)));
    }

    private WatchItem.Reading Reading(Guid job) => new(new Lazy<Task<Job?>>(() => reads.Job(job)));

    private static void Offer(HashSet<Watcher> watchers, WatchItem item)
    {
        foreach (var watcher in watchers) watcher.Offer(item);
    }
}
