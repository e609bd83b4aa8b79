using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OrleansJobs.Traffic;

namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>
/// The requests that this process has answered and not handed over yet, by path. Several tables, chosen by the path's hash, so
/// that requests on several cores seldom wait for each other.
/// </summary>
internal sealed class PathCounts(IOptions<TrafficCountingOptions> options)
{
    /// <summary>What a path costs besides its characters: the string's head, an entry of the table, an entry of the flush.</summary>
    private const int Overhead = 120;

    private readonly Table[] _tables = [.. Enumerable.Range(0, 16).Select(_ => new Table())];
    private readonly long _limit = options.Value.PendingMemory;
    private long _memory;

    private sealed class Table
    {
        public Lock Lock { get; } = new();

        public Dictionary<string, long> Counts { get; set; } = new(StringComparer.Ordinal);
    }

    /// <summary>Counts a request; false if there is no room for a path that is not there yet.</summary>
    public bool TryAdd(string path)
    {
        var table = _tables[path.GetHashCode(StringComparison.Ordinal) & (_tables.Length - 1)];
        lock (table.Lock)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(table.Counts, path);
            if (!Unsafe.IsNullRef(ref count))
            {
                count++;
                return true;
            }

            if (Interlocked.Add(ref _memory, CostOf(path)) > _limit)
            {
                Interlocked.Add(ref _memory, -CostOf(path));
                return false;
            }

            table.Counts.Add(path, 1);
            return true;
        }
    }

    /// <summary>
    /// Takes all counts out, in order of their paths: neighbours are neighbours in the store's index too. Their memory stays
    /// accounted for until they are released.
    /// </summary>
    public PathCount[] Take()
    {
        var taken = new List<PathCount>();
        foreach (var table in _tables)
        {
            Dictionary<string, long> counts;
            lock (table.Lock)
            {
                if (table.Counts.Count == 0) continue;
                counts = table.Counts;
                table.Counts = new Dictionary<string, long>(StringComparer.Ordinal);
            }

            taken.AddRange(counts.Select(entry => new PathCount { Url = entry.Key, Requests = entry.Value }));
        }

        var ordered = taken.ToArray();
        Array.Sort(ordered, (one, other) => string.CompareOrdinal(one.Url, other.Url));
        return ordered;
    }

    /// <summary>Says that what was taken has been stored.</summary>
    public void Release(IEnumerable<PathCount> stored) => Interlocked.Add(ref _memory, -stored.Sum(count => CostOf(count.Url)));

    private static long CostOf(string path) => Overhead + path.Length * sizeof(char);
}
