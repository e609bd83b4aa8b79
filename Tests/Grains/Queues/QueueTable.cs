using System.Collections.Immutable;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Queues;
using OrleansJobs.Workers;

namespace OrleansJobs.Tests.Grains.Queues;

/// <summary>A queue's machine over rows in memory: reads whatever the machine wants to have read, as the queue's grain does.</summary>
internal sealed class QueueTable
{
    // Those for hosts under "".
    private readonly SortedDictionary<string, Line> _lines = new(StringComparer.Ordinal);
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

    public void Set(QueueSettings settings, StoredHold hold = default)
    {
        Machine.Set(1, QueueRules.Of(settings, new QueueOptions()), hold);
        ReadWindow();
    }

    /// <summary>Stores a waiting job, and tells nobody.</summary>
    public void Store(QueueEntry entry) => LineOf(entry.Pool).Add(entry);

    public void Submit(QueueEntry entry)
    {
        Store(entry);
        Machine.Enqueued(entry, Now);
    }

    /// <summary>Another version of a waiting job.</summary>
    public void Change(QueueEntry before, QueueEntry after)
    {
        LineOf(before.Pool).Remove(before);
        Submit(after);
    }

    /// <summary>A worker that runs jobs of these kinds, and has these labels, waits for jobs.</summary>
    public LeaseTicket Ask(ImmutableArray<string> kinds, ImmutableArray<string> labels = default, int max = 1)
    {
        var ticket = new LeaseTicket(new LeaseRequest { Kinds = kinds, Labels = labels.IsDefault ? [] : labels, Max = max }, Now);
        Machine.Asked(ticket, Now);
        return ticket;
    }

    /// <summary>Starts what may start, and reads what is wanted until nothing is.</summary>
    /// <param name="leaving">A worker that waits no more when it is told what it gets.</param>
    public List<QueueEntry> Start(LeaseTicket? leaving = null)
    {
        var started = new List<QueueEntry>();
        while (true)
        {
            var starts = Machine.Dispatch(Now, Now);
            if (leaving is not null) Machine.Workers.Remove(leaving);
            foreach (var entry in starts.Where(Offer))
            {
                LineOf(entry.Pool).Remove(entry);
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
        Window(read, null);
        Pools(read);
    }

    /// <summary>Whether the job starts: one for workers only if whoever it was promised to still waits.</summary>
    private bool Offer(QueueEntry entry)
    {
        if (entry.Pool is null) return true;
        if (Machine.Workers.Keep(entry.JobId) is { } ticket)
        {
            ticket.Offers.Add(new LeaseOffer { JobId = entry.JobId, Epoch = 1, Version = entry.Version });
            return true;
        }

        Machine.Released(new SlotRelease { JobId = entry.JobId, Epoch = 1, Version = entry.Version });
        Machine.Enqueued(entry, Now);
        return false;
    }

    private void Read(QueueRead wanted)
    {
        var read = Machine.BeginRead();
        switch (wanted)
        {
            case QueueRead.Pools:
                Pools(read);
                break;
            case QueueRead.Lanes lanes:
                Machine.LanesRead([.. lanes.Names.Select(name => Lane(LineOf(lanes.Pool), name, lanes.Limit))], read, lanes.Pool);
                break;
            case QueueRead.NextLanes next:
                Machine.NextLanesRead(next, [.. LineOf(next.Pool).Lanes
                    .Where(lane => lane.Key.Length > 0 && lane.Value.Count > 0 && string.CompareOrdinal(lane.Key, next.After) > 0)
                    .Select(lane => lane.Key).Order(StringComparer.Ordinal).Take(next.Limit)]);
                break;
            default:
                Window(read, wanted.Pool);
                break;
        }
    }

    private void Pools(long read)
    {
        Machine.Workers.ForgetOld(Now);
        if (Machine.Workers.AreNone && Machine.Pools.Count == 0) return;
        Machine.PoolsRead([.. _lines.Where(line => line.Key.Length > 0 && line.Value.Pending.Count > 0).Select(line => line.Key)]);
        foreach (var pool in Machine.Pools) Window(read, pool);
    }

    private void Window(long read, string? pool)
    {
        var (pending, limit) = (LineOf(pool).Pending, Machine.RowsToRead);
        Machine.WindowRead(new QueueWindow([.. Count(pending.Take(limit))], pending.Count <= limit, null), read, pool);
    }

    private LaneWindow Lane(Line line, string name, int limit)
    {
        var lane = line.Lanes.GetValueOrDefault(name) ?? new(QueueOrder.Instance);
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

    private Line LineOf(string? pool)
    {
        if (!_lines.TryGetValue(pool ?? "", out var line)) _lines[pool ?? ""] = line = new Line();
        return line;
    }

    /// <summary>The pending rows for hosts, or for one pool of workers.</summary>
    private sealed class Line
    {
        public SortedSet<QueueEntry> Pending { get; } = new(QueueOrder.Instance);

        public Dictionary<string, SortedSet<QueueEntry>> Lanes { get; } = new(StringComparer.Ordinal);

        public void Add(QueueEntry entry)
        {
            Pending.Add(entry);
            if (!Lanes.TryGetValue(entry.Lane ?? "", out var lane)) Lanes[entry.Lane ?? ""] = lane = new(QueueOrder.Instance);
            lane.Add(entry);
        }

        public void Remove(QueueEntry entry)
        {
            if (Pending.Remove(entry)) Lanes[entry.Lane ?? ""].Remove(entry);
        }
    }
}
