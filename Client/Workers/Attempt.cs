using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace OrleansJobs.Client;

/// <summary>
/// An attempt under a lease: runs the handler, keeps the lease meanwhile, and insists on telling how it ended for as long as the lease lasts. Only
/// times that passed here are measured: what the server's clock shows does not matter.
/// </summary>
// Not disposable: sources without timers hold nothing, and a handler may look at its token after the attempt's end.
#pragma warning disable CA1001
internal sealed partial class Attempt
#pragma warning restore CA1001
{
    private readonly OrleansJobsClient _client;
    private readonly JobWorkerOptions _options;
    private readonly ILogger _logger;
    private readonly Lease _lease;
    private readonly Lock _lock = new();

    // The handler shall stop; and nothing that is said counts any more, which is a reason for it.
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();

    private long _aliveAt;
    private long _beatAt;
    private Task _beat = Task.CompletedTask;
    private bool _isEnding;

    /// <summary>An attempt that has been leased just now.</summary>
    public Attempt(OrleansJobsClient client, JobWorkerOptions options, ILogger logger, Lease lease)
    {
        (_client, _options, _logger, _lease) = (client, options, logger, lease);
        _aliveAt = _beatAt = Clock.GetTimestamp();
        News = new AttemptNews(options.LogBuffer);
        Job = new LeasedJob(lease, this);
    }

    /// <summary>What the handler sees.</summary>
    public LeasedJob Job { get; }

    /// <summary>What the handler has said and the server has not been told.</summary>
    public AttemptNews News { get; }

    private Guid Token => _lease.Token;

    private TimeProvider Clock => _client.Api.Options.TimeProvider;

    /// <summary>Runs the handler and tells how it ended.</summary>
    public async Task Run(JobHandler handler)
    {
        // A handler that works before it first waits keeps no other from its start.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var report = await ReportOf(handler).ConfigureAwait(false);
            await TellNews().ConfigureAwait(false);
            await Tell(report).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_lost.IsCancellationRequested)
        {
            LogLost(Job.Id);
        }
        catch (OrleansJobsException refusal)
        {
            LogRefused(refusal, Job.Id);
        }
    }

    /// <summary>Asks the handler to stop, as the worker does.</summary>
    public void Cancel() => _ = _stop.CancelAsync();

    /// <summary>Gives the job back, although its handler goes on: nothing counts any more that it says.</summary>
    public async Task Abandon()
    {
        try
        {
            await Insist(stop => Say(new AttemptReport.Released(), stop)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_lost.IsCancellationRequested)
        {
            return;
        }

        Lose();
    }

    /// <summary>Stores a step as done.</summary>
    /// <returns>Its value as it is stored.</returns>
    /// <exception cref="OperationCanceledException">The lease is over.</exception>
    public async Task<JsonElement> SaveStep(string name, JsonElement? value)
    {
        var kept = default(JsonElement);
        await Insist(async stop => kept = (await _client.Leases.SaveStep(Job.Id, Token, name, value, stop).ConfigureAwait(false)).Value).ConfigureAwait(false);
        return kept;
    }

    /// <summary>
    /// Looks whether the lease is over, and sends a heartbeat if it is time for one. None once the handler has ended: the end that it came to is told
    /// before the lease is over, or not at all.
    /// </summary>
    public void Pulse()
    {
        lock (_lock)
        {
            if (Clock.GetElapsedTime(_aliveAt) >= _options.LeaseFor) Lose();
            if (_isEnding || !_beat.IsCompleted || _lost.IsCancellationRequested) return;
            if (Clock.GetElapsedTime(_beatAt) < _options.LeaseFor / 3 && !News.Any) return;
            _beatAt = Clock.GetTimestamp();
            _beat = Beat(News.Take());
        }
    }

    private async Task<AttemptReport> ReportOf(JobHandler handler)
    {
        using var span = AttemptTrace.Start(_lease);
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            return new AttemptReport.Completed(await handler(Job, _stop.Token).ConfigureAwait(false));
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            _lost.Token.ThrowIfCancellationRequested();
            return new AttemptReport.Released();
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Message);
            return AttemptReport.Of(error);
        }
    }

    private async Task Tell(AttemptReport report)
    {
        try
        {
            await Insist(stop => Say(report, stop)).ConfigureAwait(false);
        }
        catch (OrleansJobsException refusal)
        {
            // A result that is too large, or a hold of the queue that is too long: somebody has to read of it.
            await Insist(stop => Say(new AttemptReport.Failed(new LeaseFailure("refused", refusal.Message) { Retryable = false }), stop)).ConfigureAwait(false);
        }
    }

    private Task Say(AttemptReport report, CancellationToken stop) => report switch
    {
        AttemptReport.Completed completed => _client.Leases.Complete(Job.Id, Token, completed.Result, stop),
        AttemptReport.Failed failed => _client.Leases.Fail(Job.Id, Token, failed.Failure, stop),
        _ => _client.Leases.Release(Job.Id, Token, stop),
    };

    /// <summary>Tells what is left to tell before the attempt ends.</summary>
    private async Task TellNews()
    {
        Task beat;
        lock (_lock) (_isEnding, beat) = (true, _beat);
        await beat.ConfigureAwait(false);
        while (News.Any)
        {
            var report = News.Take();
            await Insist(async stop => Heard(await _client.Leases.Heartbeat(Job.Id, Token, report, stop).ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    private async Task Beat(HeartbeatReport report)
    {
        var sent = Clock.GetTimestamp();
        using var late = new CancellationTokenSource(_options.LeaseFor / 3, Clock);
        try
        {
            Heard(await _client.Leases.Heartbeat(Job.Id, Token, report, late.Token).ConfigureAwait(false));
            lock (_lock) _aliveAt = sent;
        }
        catch (OrleansJobsException gone) when (IsOver(gone))
        {
            Lose();
        }
        catch (Exception error) when (error is OperationCanceledException or OrleansJobsException { IsTransient: true })
        {
            News.PutBack(report);
            LogNotHeard(error, Job.Id);
        }
        catch (OrleansJobsException refusal)
        {
            LogRefused(refusal, Job.Id);
        }
    }

    private void Heard(HeartbeatReply reply)
    {
        if (reply.CancelRequested) Lose();
    }

    /// <summary>Says something again and again, until it is answered or the lease is over.</summary>
    private async Task Insist(Func<CancellationToken, Task> say)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await say(_lost.Token).ConfigureAwait(false);
                return;
            }
            catch (OrleansJobsException gone) when (IsOver(gone))
            {
                Lose();
            }
            catch (OrleansJobsException error) when (error.IsTransient)
            {
                LogNotHeard(error, Job.Id);
            }

            await Task.Delay(RetryPolicy.PauseAfter(failures, null, _client.Api.Options), Clock, _lost.Token).ConfigureAwait(false);
        }
    }

    private static bool IsOver(OrleansJobsException refusal) => refusal.IsStaleToken || refusal.IsNotFound;

    private void Lose()
    {
        _ = _lost.CancelAsync();
        _ = _stop.CancelAsync();
    }

    [LoggerMessage(1, LogLevel.Warning, "The lease of job {Id} is over, or it was cancelled: nothing is told of this attempt any more")]
    private partial void LogLost(Guid id);

    [LoggerMessage(2, LogLevel.Warning, "What was said of job {Id} was not heard; it is said again while its lease lasts")]
    private partial void LogNotHeard(Exception error, Guid id);

    [LoggerMessage(3, LogLevel.Error, "What was said of job {Id} was refused")]
    private partial void LogRefused(Exception error, Guid id);
}
