using OrleansJobs.Live;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

internal sealed partial class FakeGrains
{
    /// <summary>What the service wanted to be told, in order.</summary>
    public List<WatchLease> Leases { get; } = [];

    /// <summary>Asked for each lease and renewal; what it throws is the answer.</summary>
    public Func<WatchTerm> OnWatch { get; set; } = () => new WatchTerm { Term = Guid.Empty, Generation = 1 };

    /// <summary>Released each time that the service has taken or renewed a lease.</summary>
    public SemaphoreSlim LeaseCalls { get; } = new(0);

    private long _batches;

    /// <summary>Tells the service, as a silo does.</summary>
    public Task Tell(params JobNews[] news) => Tell(new NewsBatch { From = Guid.Empty, Number = ++_batches, News = [.. news] });

    /// <inheritdoc cref="Tell(JobNews[])"/>
    public Task Tell(NewsBatch batch) => Leases[^1].Watcher.Tell(batch);

    private sealed partial class FakeReader : IWatchersGrain
    {
        public Task<WatchTerm> Watch(WatchLease lease)
        {
            var term = grains.OnWatch();
            grains.Leases.Add(lease);
            grains.LeaseCalls.Release();
            return Task.FromResult(term);
        }

        public Task<WatchTerm?> Renew(Guid id, long revision)
        {
            if (grains.Leases[^1] is not { } last || last.Id != id || last.Revision != revision) return Task.FromResult<WatchTerm?>(null);
            var term = grains.OnWatch();
            grains.LeaseCalls.Release();
            return Task.FromResult<WatchTerm?>(term);
        }

        public Task<WatchList?> Attend(string silo, IWatchPost post, Guid term, long version) => throw new NotSupportedException();
    }
}
