using OrleansJobs.Queues;
using OrleansJobs.WebFrontend.Clustering;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.Workers;

namespace OrleansJobs.WebFrontend.Workers;

/// <summary>Leases jobs for a worker outside, and waits for them in grain calls none of which is long.</summary>
internal sealed class LeaseWaiter(IGrainFactory grains, IIdSource ids, IOptions<WorkerOptions> options, TimeProvider clock, Draining draining)
{
    // A call to a silo has 12 s, of which the queue may need some to read what there is for a worker that is new to it.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    // A silo that stops answers at once, until its queues are elsewhere.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What is more, or less, than a worker may ask for.</summary>
    public IReadOnlyList<FieldError> FaultsOf(LeaseBody asked) => LeaseLimits.FaultsOf(asked, options.Value);

    /// <summary>The jobs; none if there was none until the wait was over, the caller went away or the process is stopped or drained.</summary>
    public async Task<ImmutableArray<LeasedJob>> Lease(string name, LeaseBody asked, CancellationToken aborted)
    {
        var start = clock.GetTimestamp();
        var wait = asked.Wait ?? TimeSpan.Zero;
        var queue = grains.GetGrain<IQueueGrain>(name);
        var request = new LeaseRequest { Kinds = asked.Kinds, Labels = asked.Labels ?? [], Max = asked.Max, Worker = asked.Worker };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted, draining.Ending);
        while (true)
        {
            var (began, within) = (clock.GetTimestamp(), Within(wait - clock.GetElapsedTime(start)));
            var offers = await Ask(queue, request with { Wait = within }, stop.Token);
            var jobs = await LeaseAll(offers, offer => new LeaseTerms
            {
                Queue = name,
                Offer = offer,
                Token = ids.NewToken(),
                Worker = asked.Worker,
                For = asked.LeaseFor ?? options.Value.DefaultLease,
            });
            if (aborted.IsCancellationRequested) await GiveBack(jobs);
            if (jobs.Length > 0 || stop.IsCancellationRequested || draining.IsOn || clock.GetElapsedTime(start) >= wait) return jobs;
            if (offers.IsEmpty && clock.GetElapsedTime(began) < within)
                await Task.Delay(Pause, clock, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<ImmutableArray<LeaseOffer>> Ask(IQueueGrain queue, LeaseRequest request, CancellationToken stop)
    {
        var asked = queue.Lease(request);
        try
        {
            return await asked.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _ = Decline(queue, asked);
            return [];
        }
    }

    /// <summary>What is offered to somebody who has gone is free for others at once, not only when the queue doubts it.</summary>
    private static async Task Decline(IQueueGrain queue, Task<ImmutableArray<LeaseOffer>> asked)
    {
        try
        {
            if (await asked is { IsEmpty: false } offers) await queue.Decline(offers);
        }
        catch (Exception error) when (error.IsUnanswered())
        {
            // What was kept is void when the queue doubts it.
        }
    }

    /// <summary>Those that could be leased. That one was not is no reason to lose the others.</summary>
    private async Task<ImmutableArray<LeasedJob>> LeaseAll(ImmutableArray<LeaseOffer> offers, Func<LeaseOffer, LeaseTerms> termsOf)
    {
        List<Task<LeasedJob?>> leases = [.. offers.Select(offer => grains.GetGrain<IJobGrain>(offer.JobId).Lease(termsOf(offer)))];
        Task all = Task.WhenAll(leases);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ImmutableArray<LeasedJob> jobs = [.. leases.Where(lease => lease.IsCompletedSuccessfully).Select(lease => lease.Result).OfType<LeasedJob>()];
        if (jobs.IsEmpty) await all;
        return jobs;
    }

    /// <summary>Whoever asked has gone meanwhile: others need not wait until the leases are over.</summary>
    private async Task GiveBack(ImmutableArray<LeasedJob> jobs) =>
        await Task.WhenAll(jobs.Select(leased => grains.GetGrain<IJobGrain>(leased.Job.Id).EndLease(leased.Token, new LeaseEnd.Released())));

    private static TimeSpan Within(TimeSpan left) => left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestCall ? left : LongestCall;
}
