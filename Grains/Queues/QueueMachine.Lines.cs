namespace OrleansJobs.Grains.Queues;

/// <summary>The lines of a queue: that of the jobs for hosts, and those for the pools of workers of which some ask.</summary>
public sealed partial class QueueMachine
{
    /// <summary>The pools of workers whose lines are kept.</summary>
    public IReadOnlyList<string> Pools => [.. _lines.Skip(1).Select(line => line.Pool!)];

    /// <summary>A worker outside asks: from now on the jobs that it may run are kept.</summary>
    /// <returns>Whether none that runs the same was known.</returns>
    internal bool Asked(LeaseTicket ticket, DateTimeOffset uptime)
    {
        if (!Workers.Add(ticket, uptime)) return false;
        _poolsAreKnown = false;
        return true;
    }

    /// <summary>Takes the names of the pools that have pending rows, as read from the table.</summary>
    public void PoolsRead(IReadOnlyCollection<string> pools)
    {
        _poolsAreKnown = true;
        foreach (var (pool, line) in _pools.Where(line => !Workers.Know(line.Key) || (line.Value.Count == 0 && !pools.Contains(line.Key))).ToList())
        {
            line.Lanes.Drop();
            _pools.Remove(pool);
            _lines.Remove(line);
        }

        foreach (var pool in pools) LineOf(pool);
    }

    private WaitingJobs NewLine(string? pool) => new(pool, _slots, new LaneTable(_slots, _permits, _lanes), _reads, _window);

    /// <summary>The line of the jobs for a pool of workers, or for hosts; null if nobody asks for them.</summary>
    private WaitingJobs? LineOf(string? pool)
    {
        if (pool is null) return _hosts;
        if (_pools.TryGetValue(pool, out var line)) return line;
        if (_pools.Count >= WaitingWorkers.MostPools || !Workers.Know(pool)) return null;
        _lines.Add(line = NewLine(pool));
        return _pools[pool] = line;
    }

    /// <summary>Whether there is somebody for the jobs of the line.</summary>
    private bool IsWanted(WaitingJobs line) => line.Pool is not { } pool || Workers.Want(pool);

    /// <summary>The line whose first job is the next of all.</summary>
    private WaitingJobs? FirstLine
    {
        get
        {
            if (_pools.Count == 0) return _hosts.Lanes.AnyReady ? _hosts : null;
            var order = LaneTable.OrderOf(_rules);
            return _lines.Where(line => line.Lanes.AnyReady && IsWanted(line))
                .Aggregate((WaitingJobs?)null, (first, line) => first is null || order.Compare(line.Lanes.First, first.Lanes.First) < 0 ? line : first);
        }
    }

    private void Wake(DateTimeOffset now)
    {
        foreach (var line in _lines) line.Lanes.Wake(now);
    }

    private void SettleAll()
    {
        foreach (var line in _lines) line.Lanes.SettleAll();
    }

    /// <summary>What a lane takes has changed: it may stand elsewhere in each line.</summary>
    private void Settle(LaneAccount account)
    {
        foreach (var line in _lines)
        {
            if (line.Lanes.Find(account.Name) is { } lane) line.Lanes.Settle(lane);
        }

        _lanes.Settle(account);
    }

    private void SettleSuspects()
    {
        foreach (var line in _lines) line.Lanes.SettleSuspects();
    }
}
