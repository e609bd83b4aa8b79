using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansJobs.Client;

/// <summary>A worker at work, from its start to its stop.</summary>
internal sealed partial class WorkerRun(
    OrleansJobsClient client, string queue, JobWorkerOptions options, IReadOnlyDictionary<string, JobHandler> handlers, ILogger logger) : IDisposable
{
    private readonly ConcurrentDictionary<Attempt, bool> _running = new();
    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private int _ended;

    private TimeProvider Clock => client.Api.Options.TimeProvider;

    /// <summary>Works until it is stopped and all attempts are over, or given back.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var over = new CancellationTokenSource();
        var pulse = Pulse(over.Token);
        try
        {
            await LeaseUntil(stop).ConfigureAwait(false);
        }
        finally
        {
            await Drain().ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await pulse.ConfigureAwait(false);
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task LeaseUntil(CancellationToken stop)
    {
        var request = new LeaseRequest([.. handlers.Keys]) { Worker = options.Name, Labels = options.Labels, Wait = options.Wait, LeaseFor = options.LeaseFor };
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            var free = 0;
            try
            {
                free = await TakeSlots(stop).ConfigureAwait(false);
                var leases = await client.Leases.Lease(queue, request with { Max = free }, stop).ConfigureAwait(false);
                foreach (var lease in leases) Start(lease, stop);
                (free, failures) = (free - leases.Count, 0);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // It stops.
            }
            catch (OrleansJobsException error) when (error.IsTransient)
            {
                LogNoLease(error, queue);
                var pause = RetryPolicy.PauseAfter(++failures, error.RetryAfter, client.Api.Options);
                await Task.Delay(pause, Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                if (free > 0) _slots.Release(free);
            }
        }
    }

    /// <summary>Waits for a free slot, and takes all that there are.</summary>
    private async Task<int> TakeSlots(CancellationToken stop)
    {
        await _slots.WaitAsync(stop).ConfigureAwait(false);
        var taken = 1;
        while (taken < options.LeaseAtOnce && _slots.Wait(0, CancellationToken.None)) taken++;
        return taken;
    }

    private void Start(Lease lease, CancellationToken stop)
    {
        var attempt = new Attempt(client, options, logger, lease);
        _running.TryAdd(attempt, true);

        // What came while the worker was stopped goes back before it begins.
        if (stop.IsCancellationRequested) attempt.Cancel();
        _ = RunToEnd(attempt);
    }

    private async Task RunToEnd(Attempt attempt)
    {
        await attempt.Run(handlers[attempt.Job.Job.Kind]).ConfigureAwait(false);
        _running.TryRemove(attempt, out _);
        _slots.Release();
    }

    /// <summary>Lets attempts end, then asks them to stop, then gives back the jobs of those that did not.</summary>
    private async Task Drain()
    {
        if (await AllEnd(options.GracePeriod).ConfigureAwait(false)) return;
        foreach (var attempt in _running.Keys) attempt.Cancel();
        if (await AllEnd(options.CancelPeriod).ConfigureAwait(false)) return;
        foreach (var attempt in _running.Keys) LogAbandoned(attempt.Job.Id);
        await Task.WhenAll(_running.Keys.Select(attempt => attempt.Abandon())).ConfigureAwait(false);
    }

    private async Task<bool> AllEnd(TimeSpan within)
    {
        using var late = new CancellationTokenSource(within, Clock);
        try
        {
            for (; _ended < options.Concurrency; _ended++) await _slots.WaitAsync(late.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Pulse(CancellationToken over)
    {
        var period = options.LeaseFor / 10;
        using var timer = new PeriodicTimer(options.ReportWithin < period ? options.ReportWithin : period, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
                foreach (var attempt in _running.Keys) attempt.Pulse();
        }
        catch (OperationCanceledException)
        {
            // It stops.
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "No jobs could be leased of queue {Queue}; the worker tries again")]
    private partial void LogNoLease(Exception error, string queue);

    [LoggerMessage(5, LogLevel.Error, "The handler of job {Id} does not stop; its job is given back all the same")]
    private partial void LogAbandoned(Guid id);
}
