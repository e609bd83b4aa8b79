using OrleansJobs.Live;

namespace OrleansJobs.Tests.Grains.Live;

/// <summary>A watcher that keeps what it is told.</summary>
internal sealed class SeenNews : IWatcher
{
    private readonly Lock _lock = new();
    private readonly List<JobNews> _news = [];
    private readonly HashSet<Guid> _from = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many silos have told something.</summary>
    public int Silos
    {
        get
        {
            lock (_lock) return _from.Count;
        }
    }

    public IReadOnlyList<JobNews> All
    {
        get
        {
            lock (_lock) return [.. _news];
        }
    }

    /// <summary>The jobs of which something was told.</summary>
    public IEnumerable<Guid> Jobs => All.Select(news => news.Id).Distinct();

    public Task Tell(NewsBatch batch)
    {
        lock (_lock)
        {
            _from.Add(batch.From);
            _news.AddRange(batch.News);
            _more.SetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Task.CompletedTask;
    }

    /// <summary>What was told of a job, up to its end.</summary>
    public async Task<IReadOnlyList<JobNews>> UntilEnd(Guid id)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                var news = _news.Where(told => told.Id == id).ToList();
                if (news is [.., { Job.HasEnded: true }]) return news;
                more = _more.Task;
            }

            await more.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
