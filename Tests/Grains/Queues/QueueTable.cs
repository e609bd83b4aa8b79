using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>A queue's machine over rows in memory: reads whatever the machine wants to have read, as the queue's grain does.</summary>
internal sealed class QueueTable
{
    private readonly SortedSet<QueueEntry> _pending = new(QueueOrder.Instance);
    private readonly Dictionary<string, SortedSet<QueueEntry>> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, QueueEntry> _running = [];

    public QueueTable(QueueSettings settings, int window = 100)
    {
        Machine = new QueueMachine(1, window);
        Set(settings);
    }

    public QueueMachine Machine { get; }

    public DateTimeOffset Now { get; set; } = QueueSamples.Now;

    /// <summary>How many rows were read.</summary>
    public int RowsRead { get; private set; }

    /// <summary>The jobs that run, in order of their start.</summary>
    public IReadOnlyCollection<QueueEntry> Running => _running.Values;

    public void Set(QueueSettings settings)
    {
        Machine.Set(1, QueueRules.Of(settings, new QueueOptions()));
        ReadWindow();
    }

    /// <summary>Stores a waiting job, and tells nobody.</summary>
    public void Store(QueueEntry entry)
    {
        _pending.Add(entry);
        if (!_lanes.TryGetValue(entry.Lane ?? "", out var lane)) _lanes[entry.Lane ?? ""] = lane = new(QueueOrder.Instance);
        lane.Add(entry);
    }

    public void Submit(QueueEntry entry)
    {
        Store(entry);
        Machine.Enqueued(entry, Now);
    }

    /// <summary>Starts what may start, and reads what is wanted until nothing is.</summary>
    public List<QueueEntry> Start()
    {
        var started = new List<QueueEntry>();
        while (true)
        {
            foreach (var entry in Machine.Dispatch(Now, Now))
            {
                _pending.Remove(entry);
                _lanes[entry.Lane ?? ""].Remove(entry);
                _running.Add(entry.JobId, entry);
                started.Add(entry);
            }

            if (Machine.Wanted is not { } wanted) return started;
            Read(wanted);
        }
    }

    public void End(QueueEntry entry)
    {
        _running.Remove(entry.JobId);
        Machine.Released(new SlotRelease { JobId = entry.JobId, Version = entry.Version + 2 });
    }

    /// <summary>A look at the head of the queue and at what runs, as at each ping.</summary>
    public void ReadWindow()
    {
        var read = Machine.BeginRead();
        Machine.RunningRead(
            [.. _running.Values.Select(entry => new RunningRow(entry.JobId, "host", entry.Suspect, entry.Version + 1, entry.Lane, entry.Cost))], read, exact: true, Now);
        Window(read);
    }

    private void Read(QueueRead wanted)
    {
        var read = Machine.BeginRead();
        switch (wanted)
        {
            case QueueRead.Lanes lanes:
                Machine.LanesRead([.. lanes.Names.Select(name => Lane(name, lanes.Limit))], read);
                break;
            case QueueRead.NextLanes next:
                Machine.NextLanesRead(next, [.. _lanes
                    .Where(lane => lane.Key.Length > 0 && lane.Value.Count > 0 && string.CompareOrdinal(lane.Key, next.After) > 0)
                    .Select(lane => lane.Key).Order(StringComparer.Ordinal).Take(next.Limit)]);
                break;
            default:
                Window(read);
                break;
        }
    }

    private void Window(long read)
    {
        var limit = Machine.RowsToRead;
        Machine.WindowRead(new QueueWindow([.. Count(_pending.Take(limit))], _pending.Count <= limit, null), read);
    }

    private LaneWindow Lane(string name, int limit)
    {
        var lane = _lanes.GetValueOrDefault(name) ?? new(QueueOrder.Instance);
        return new LaneWindow(name, [.. Count(lane.Take(limit))], lane.Count <= limit);
    }

    private IEnumerable<QueueEntry> Count(IEnumerable<QueueEntry> rows)
    {
        foreach (var row in rows)
        {
            RowsRead++;
            yield return row;
        }
    }
}
