namespace OrleansJobs.Grains.Queues;

/// <summary>What a queue wants to know of the table, and takes from it.</summary>
public sealed partial class QueueMachine
{
    private readonly TableReads _reads = new();

    /// <summary>Whether the window has run so low that it should be read again.</summary>
    public bool WantsWindow => _hosts.WantsWindow(_rules, IsFull);

    /// <summary>
    /// How many rows of the head to read. Those that have a slot and have not been seen running are still among them, if their
    /// starts are under way or lost, and must not hide the others.
    /// </summary>
    public int RowsToRead => _window + _slots.Unseen;

    /// <summary>What should be read next, of which line; null if nothing.</summary>
    public QueueRead? Wanted
    {
        get
        {
            if (!_poolsAreKnown) return QueueRead.Pools.Instance;
            foreach (var line in _lines)
            {
                if (line.Wanted(_rules, IsFull) is { } wanted) return wanted with { Pool = line.Pool };
            }

            return null;
        }
    }

    /// <summary>What should be read when a row becomes due: the head of its line.</summary>
    public QueueRead ReadOfDue(DateTimeOffset now) => QueueRead.Window.Instance with { Pool = _lines.Find(line => line.NextDue <= now)?.Pool };

    /// <inheritdoc cref="TableReads.Begin"/>
    public long BeginRead() => _reads.Begin();

    /// <summary>Takes the head of the queue as read from the table, for hosts or for a pool of workers.</summary>
    public void WindowRead(QueueWindow window, long read, string? pool = null) => LineOf(pool)?.WindowRead(window, read, _rules);

    /// <summary>Takes the heads of lanes as read from the table.</summary>
    public void LanesRead(IReadOnlyList<LaneWindow> windows, long read, string? pool = null) => LineOf(pool)?.LanesRead(windows, read);

    /// <summary>Takes the names of lanes that have pending rows, as read from the table.</summary>
    public void NextLanesRead(QueueRead.NextLanes asked, IReadOnlyList<string> names)
    {
        if (LineOf(asked.Pool) is not { } line) return;
        line.Reading.Listed(asked, names);
        line.Lanes.SettleAll();
    }

    /// <summary>Takes all running rows of the queue as read from the table.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="read">The read.</param>
    /// <param name="exact">Whether no start allowed before the read can commit any more, so that the rows tell of all of them.</param>
    /// <param name="uptime">The time by a clock that is never set.</param>
    public void RunningRead(IReadOnlyList<RunningRow> rows, long read, bool exact, DateTimeOffset uptime)
    {
        var running = rows.Select(row => row.JobId).ToHashSet();
        foreach (var job in _slots.Without(running, read, exact)) Free(job);
        foreach (var row in rows.Where(row => !_reads.IsOutdated(row.JobId, row.Version)))
        {
            var lane = _lanes.Of(row.Lane);
            var slot = _slots.Find(row.JobId) ?? new Slot(read, uptime, true, 0, _epoch, lane, row.Lane, row.Cost);
            Take(row.JobId, slot with { Seen = true, Version = Math.Max(slot.Version, row.Version), Lane = lane, LaneName = row.Lane, Cost = row.Cost }, row.Suspect);
            foreach (var line in _lines) line.Forget(row.JobId);
        }
    }
}
