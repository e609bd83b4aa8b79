using System.Collections.Immutable;
using OrleansJobs.Queues;
using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Queues;

/// <summary>What workers outside get of a queue: as any job's, their slots are kept here until the job's row tells of the lease.</summary>
/// <remarks>Whoever asks goes to the jobs himself with what he is offered. If he does not, the slots are void under the next epoch.</remarks>
internal sealed partial class QueueGrain
{
    // A read takes some milliseconds.
    private const int PoolsAtOnce = 1_000;

    private Task _spending = Task.CompletedTask;

    public async Task<ImmutableArray<LeaseOffer>> Lease(LeaseRequest request)
    {
        var ticket = new LeaseTicket(request, _time.Now());
        await Ask(ticket);
        if (ticket.Offers.Count == 0 && request.Wait > TimeSpan.Zero) await Wait(ticket, request.Wait < LongestCall ? request.Wait : LongestCall);

        // What is promised is about to be offered: the permits for it are spent.
        if (ticket.Offers.Count == 0 && ticket.Promised > 0) await _spending;
        _machine.Workers.Remove(ticket);
        return [.. ticket.Offers];
    }

    public Task<ImmutableArray<WorkerStatus>> ListWorkers()
    {
        // All queues that are awake are asked: whoever looks again and again would keep them so.
        if (Uptime - _usedAt > TimeSpan.FromMinutes(MinutesKept)) DeactivateOnIdle();
        return Task.FromResult<ImmutableArray<WorkerStatus>>([.. _machine.Workers.List(Uptime).Select(worker => worker with { Queue = Name })]);
    }

    public Task Decline(ImmutableArray<LeaseOffer> offers)
    {
        foreach (var offer in offers) _machine.Released(new SlotRelease { JobId = offer.JobId, Epoch = offer.Epoch, Version = offer.Version });
        _nextLook.At(_time.Now());
        return Task.CompletedTask;
    }

    /// <summary>Jobs for workers of whom the queue did not know are read before the answer: they need not wait for it.</summary>
    private async Task Ask(LeaseTicket ticket)
    {
        var isNew = _machine.Asked(ticket, Uptime);
        Continue();
        if (!isNew || ticket.Offers.Count > 0) return;
        try
        {
            await Alone(() => Read(running: false, exact: false));
        }
        catch (StoreException error)
        {
            LogBlind(Name, error);
        }
    }

    private async Task Wait(LeaseTicket ticket, TimeSpan wait)
    {
        try
        {
            await ticket.HasOffers.InTurn().WaitAsync(wait, _time, _gate.Closed);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // There is none, or this host stops.
        }
    }

    /// <summary>Gives the jobs that may start now to those to whom they are promised.</summary>
    private void Offer(IReadOnlyList<QueueEntry> starts, long epoch)
    {
        foreach (var entry in starts)
        {
            if (_machine.Workers.Keep(entry.JobId) is { } ticket)
            {
                ticket.Offers.Add(new LeaseOffer { JobId = entry.JobId, Epoch = epoch, Version = entry.Version });
                ticket.Offered();
                continue;
            }

            // Whoever it was for has gone; another may wait.
            _machine.Released(new SlotRelease { JobId = entry.JobId, Epoch = epoch, Version = entry.Version });
            _machine.Enqueued(entry, _time.Now());
            _nextLook.At(_time.Now());
        }
    }

    /// <summary>The pools that have rows, as far as there are workers who ask for them.</summary>
    private async Task<List<string>> ListPools()
    {
        var known = new List<string>();
        IReadOnlyList<string> page = [];
        do
        {
            page = await _store.ListPools(Name, page.Count == 0 ? "" : page[^1], PoolsAtOnce, CancellationToken.None);
            known.AddRange(page.Where(_machine.Workers.Know));
        }
        while (page.Count == PoolsAtOnce && known.Count < WaitingWorkers.MostPools);

        return known;
    }

    /// <summary>Reads for which pools of workers there are jobs, and the heads of their lines.</summary>
    private async Task ReadPools(long read)
    {
        _machine.Workers.ForgetOld(Uptime);
        if (_machine.Workers.AreNone && _machine.Pools.Count == 0) return;
        _machine.PoolsRead(await ListPools());
        foreach (var pool in _machine.Pools) await ReadWindow(read, pool);
    }
}
