using OrleansJobs.Queues;

namespace OrleansJobs.Grains.Queues;

/// <summary>
/// The circuit breaker of a queue. Closed, it counts how attempts end, and opens when too many of the last ones failed: no job starts
/// until a time. From then on it is half-open: one job may start, the trial. If that succeeds the breaker closes and counts anew, if it
/// fails it opens again.
/// </summary>
/// <remarks>
/// When it is open, and what its trial is, stands in the queue's row; what it has counted is in memory only. A step from one state to
/// another is to be stored first: until that is done (<see cref="Stepped"/>) no job starts. What began before it opened, and ends while
/// it is not closed, says nothing any more.
/// </remarks>
internal sealed class Breaker
{
    private readonly Queue<bool> _outcomes = new();
    private QueueBreaker? _rule;
    private DateTimeOffset? _stored;
    private DateTimeOffset? _until;
    private bool? _trialFailed;
    private int _failed;

    /// <summary>The last job that was started while half-open; null if none was.</summary>
    public Guid? Trial { get; private set; }

    /// <summary>Takes what is set and stored. What was counted under another rule is forgotten.</summary>
    public void Set(QueueBreaker? rule, StoredHold hold)
    {
        var stored = rule is null ? null : hold.BreakerUntil;
        if (rule != _rule || stored != _stored)
        {
            // What was counted is about a state that is over, whoever ended it.
            Stepped();
            _until = stored;
        }

        if (stored is null || hold.Trial != Trial) _trialFailed = null;
        (_rule, _stored, Trial) = (rule, stored, hold.Trial);
    }

    /// <summary>The step that it wanted to take has been stored, or somebody has closed it: it counts anew.</summary>
    public void Stepped()
    {
        _outcomes.Clear();
        _failed = 0;
        _trialFailed = null;
    }

    /// <summary>An attempt of this job has failed or succeeded.</summary>
    public void Ended(Guid job, bool failed)
    {
        if (_rule is null) return;
        if (_until is null) Count(failed, _rule);
        else if (job == Trial) _trialFailed = failed;
    }

    /// <summary>Starts this job, while half-open.</summary>
    public void Try(Guid job) => (Trial, _trialFailed) = (job, null);

    /// <summary>Until when it is open, or was; null while it is closed.</summary>
    public DateTimeOffset? OpenUntil(DateTimeOffset now) => _until = _rule is null ? null : Bounded(_until, _rule, now);

    /// <summary>What it is about to do; null if nothing.</summary>
    public BreakerStep? NextStep(DateTimeOffset now)
    {
        if (_rule is null) return null;
        if (_until is null)
            return HasTripped(_rule) ? new BreakerStep.Open(now + _rule.Hold, _failed, _rule.Of) : null;
        return _trialFailed switch
        {
            true => new BreakerStep.Open(now + _rule.Hold, 1, 1),
            false => new BreakerStep.Close(),
            null => null,
        };
    }

    /// <summary>The end of a hold, but no later than if it began now: else the clock was set back, or the rule was another one.</summary>
    public static DateTimeOffset? Bounded(DateTimeOffset? until, QueueBreaker rule, DateTimeOffset now) =>
        until > now + rule.Hold ? now + rule.Hold : until;

    /// <summary>Failures that open it. In decimal, as 0.07 of 100 are a little more than 7 in binary.</summary>
    private static int Needed(QueueBreaker rule) => Math.Max(1, (int)Math.Ceiling((decimal)rule.Failures * rule.Of));

    private bool HasTripped(QueueBreaker rule) => _outcomes.Count == rule.Of && _failed >= Needed(rule);

    private void Count(bool failed, QueueBreaker rule)
    {
        // What ends before that is stored does not undo it.
        if (HasTripped(rule)) return;
        if (_outcomes.Count == rule.Of && _outcomes.Dequeue()) _failed--;
        _outcomes.Enqueue(failed);
        if (failed) _failed++;
    }
}
