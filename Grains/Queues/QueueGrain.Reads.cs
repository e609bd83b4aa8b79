using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Queues;

/// <summary>What the queue reads of its rows.</summary>
internal sealed partial class QueueGrain
{
    private DateTimeOffset _nextRunningRead;

    // A look under way finds out itself, when it has read, whether another one is due.
    private Task OnDue() => _look.IsCompleted ? Alone(ReadWanted) : Task.CompletedTask;

    private async Task Read(bool running, bool exact)
    {
        var read = _machine.BeginRead();
        if (running) await ReadRunning(read, exact);
        await ReadWindow(read, null);
        await ReadPools(read);
    }

    private async Task ReadWindow(long read, string? pool) =>
        _machine.WindowRead(await _store.ReadWindow(Name, pool, _time.Now(), _machine.RowsToRead, CancellationToken.None), read, pool);

    private async Task ReadWanted()
    {
        var wanted = _machine.Wanted ?? _machine.ReadOfDue(_time.Now());
        var read = _machine.BeginRead();
        switch (wanted)
        {
            case QueueRead.Pools:
                await ReadPools(read);
                break;
            case QueueRead.Lanes lanes:
                _machine.LanesRead(await _store.ReadLanes(Name, lanes.Pool, lanes.Names, _time.Now(), lanes.Limit, CancellationToken.None), read, lanes.Pool);
                break;
            case QueueRead.NextLanes next:
                _machine.NextLanesRead(next, await _store.ListLanes(Name, next.Pool, next.After, next.Limit, CancellationToken.None));
                break;
            default:
                await ReadWindow(read, wanted.Pool);
                break;
        }
    }

    private async Task ReadRunning(long read, bool exact)
    {
        var rows = await _store.ReadRunning(Name, CancellationToken.None);
        _machine.RunningRead(rows, read, exact, Uptime);

        // Every second for a thousand rows; more rarely the more there are, so that it stays a small part of the work.
        _nextRunningRead = Uptime + TimeSpan.FromMilliseconds(Math.Max(500, rows.Count));
        var now = _time.Now();
        foreach (var row in rows)
        {
            if (row.LeaseUntil is { } until)
            {
                if (until <= now) _ = GrainFactory.GetGrain<IJobGrain>(row.JobId).LeaseOver(row.Version);
            }
            else if (_owners.IsDead(row.Owner))
            {
                _ = GrainFactory.GetGrain<IJobGrain>(row.JobId).Rescue(Name, _epoch, row.Version);
            }
        }
    }
}
