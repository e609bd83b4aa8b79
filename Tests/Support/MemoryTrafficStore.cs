using OrleansJobs.Grains.Traffic;
using OrleansJobs.Traffic;

namespace OrleansJobs.Tests.Support;

/// <summary>Counts of paths in memory, with the same rules as the real table.</summary>
internal sealed class MemoryTrafficStore : ITrafficStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _counts = [];
    private readonly Dictionary<Guid, long> _sequences = [];

    /// <summary>What it throws is the store's answer, and nothing is recorded.</summary>
    public Action? BeforeRecord { get; set; }

    public async Task<bool> Record(TrafficFlush flush)
    {
        await Task.Yield();
        BeforeRecord?.Invoke();
        lock (_lock)
        {
            if (_sequences.GetValueOrDefault(flush.Process) >= flush.Sequence) return false;
            _sequences[flush.Process] = flush.Sequence;
            foreach (var count in flush.Counts) _counts[count.Url] = _counts.GetValueOrDefault(count.Url) + count.Requests;
            return true;
        }
    }

    public Task<IReadOnlyList<PathCount>> List(PathCount? after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<PathCount>>([.. _counts
                .Where(entry => after is null || entry.Value < after.Requests
                    || (entry.Value == after.Requests && string.CompareOrdinal(entry.Key, after.Url) < 0))
                .OrderByDescending(entry => entry.Value).ThenByDescending(entry => entry.Key, StringComparer.Ordinal)
                .Take(limit).Select(entry => new PathCount { Url = entry.Key, Requests = entry.Value })]);
        }
    }

    public Task<TrafficRate> ReadRate(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(new TrafficRate { From = now.AddMinutes(-1), To = now, Requests = 0, PerSecond = 0 });
}
