using Microsoft.Extensions.Logging;
using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>What holds a queue: its breaker, and jobs that ask for it.</summary>
/// <remarks>
/// Both are stored as settings are, with a new epoch in the same commit: so nothing starts any more that was told to and is not stored as
/// running by then. A step of the breaker that the store does not take is tried again at each ping; until it is stored, nothing starts.
/// </remarks>
internal sealed partial class QueueGrain
{
    private Task _step = Task.CompletedTask;
    private DateTimeOffset _latestHold;

    public Task<QueueResult> Hold(DateTimeOffset until)
    {
        if (until > _latestHold) _latestHold = until;
        return Answer(Alone(() => StoreHold(until)));
    }

    /// <summary>Stores the latest of the times that are asked for now; many jobs may ask at once, when an upstream fails.</summary>
    private async Task StoreHold(DateTimeOffset until)
    {
        if (!_voiding && _machine.HeldByJob >= until && !await IsSuperseded()) return;
        var latest = _latestHold > until ? _latestHold : until;
        _latestHold = default;
        await BeginEpoch(queue => _store.Hold(queue, latest));
        LogHeld(Name, latest);
    }

    /// <summary>Stores what the breaker is about to do, if anything.</summary>
    private void StoreStep()
    {
        if (_step.IsCompleted && _machine.NextStep(_time.Now()) is not null) _step = Store();

        async Task Store()
        {
            try
            {
                await TakeEpoch(StepOrTakeEpoch);
            }
            catch (StoreException error)
            {
                LogUnavailable(Name, error);
            }
        }
    }

    /// <summary>Takes an epoch, after the breaker's next step if it is about to take one.</summary>
    /// <remarks>An activation that is out of date takes no step: another one may be trying a job that it knows nothing of.</remarks>
    private async Task<QueueEpoch> StepOrTakeEpoch(string queue)
    {
        switch (_machine.NextStep(_time.Now()))
        {
            case BreakerStep.Open open when await _store.SetBreaker(queue, _epoch, open.Until):
                _machine.Stepped();
                LogOpened(queue, open.Failed, open.Of, open.Until);
                break;
            case BreakerStep.Close when await _store.SetBreaker(queue, _epoch, null):
                _machine.Stepped();
                LogClosed(queue);
                break;
        }

        return await _store.TakeEpoch(queue);
    }

    [LoggerMessage(45, LogLevel.Warning, "Queue {Queue}: {Failed} of the last {Of} attempts failed, the breaker is open; no job starts until {Until:O}")]
    private partial void LogOpened(string queue, int failed, int of, DateTimeOffset until);

    [LoggerMessage(46, LogLevel.Information, "Queue {Queue}: the breaker is closed, jobs start again")]
    private partial void LogClosed(string queue);

    [LoggerMessage(47, LogLevel.Information, "Queue {Queue}: a job asked that none starts until {Until:O}")]
    private partial void LogHeld(string queue, DateTimeOffset until);
}
