using OrleansJobs.Grains.Jobs;
using OrleansJobs.Silo.Storage.Batches;

namespace OrleansJobs.Silo.Storage;

/// <summary>By how much one transaction changes the number of jobs of each queue, kind and phase, and how many of them it ends.</summary>
internal sealed class CountDeltas
{
    /// <summary>Adds $5 to the count of $1, $2, $3 in the shard $4.</summary>
    public const string Upsert =
        """
        INSERT INTO job_counts (queue, kind, phase, shard, count) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (queue, kind, phase, shard) DO UPDATE SET count = job_counts.count + excluded.count
        """;

    // Sorted: two processes that add to the same counts take their locks in the same order.
    private readonly SortedDictionary<Key, long> _deltas = [];
    private readonly SortedDictionary<EndKey, long> _ends = [];
    private readonly Dictionary<string, long> _waiting = new(StringComparer.Ordinal);

    /// <summary>The counts that change.</summary>
    public IEnumerable<(string Queue, string Kind, JobPhase Phase, long Delta)> Changes =>
        _deltas.Where(entry => entry.Value != 0).Select(entry => (entry.Key.Queue, entry.Key.Kind, entry.Key.Phase, entry.Value));

    /// <summary>The ends, by queue and period.</summary>
    public IEnumerable<(string Queue, long Period, long Count)> Ends => _ends.Select(entry => (entry.Key.Queue, entry.Key.Period, entry.Value));

    /// <summary>What changes in the counts of batches.</summary>
    public BatchCounts Batches { get; } = new();

    /// <summary>By how much the number of pending jobs of a queue, of all kinds, changes.</summary>
    public long Waiting(string queue) => _waiting.GetValueOrDefault(queue);

    public void AddEnd(string queue, DateTimeOffset at)
    {
        var key = new EndKey(queue, EndCounts.PeriodOf(at));
        _ends[key] = _ends.GetValueOrDefault(key) + 1;
    }

    public void Add(JobRecord job, int delta) => Add(job.Queue, job.Kind, job.Phase, delta);

    public void Add(string queue, string kind, JobPhase phase, int delta)
    {
        var key = new Key(queue, kind, phase);
        _deltas[key] = _deltas.GetValueOrDefault(key) + delta;
        if (phase == JobPhase.Pending) _waiting[queue] = Waiting(queue) + delta;
    }

    public void Clear()
    {
        _deltas.Clear();
        _ends.Clear();
        _waiting.Clear();
        Batches.Clear();
    }

    private readonly record struct EndKey(string Queue, long Period) : IComparable<EndKey>
    {
        public int CompareTo(EndKey other)
        {
            var order = string.CompareOrdinal(Queue, other.Queue);
            return order == 0 ? Period.CompareTo(other.Period) : order;
        }
    }

    private readonly record struct Key(string Queue, string Kind, JobPhase Phase) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var order = string.CompareOrdinal(Queue, other.Queue);
            if (order == 0) order = string.CompareOrdinal(Kind, other.Kind);
            return order == 0 ? Phase.CompareTo(other.Phase) : order;
        }
    }
}
