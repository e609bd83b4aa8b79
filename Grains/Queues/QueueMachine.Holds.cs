using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Queues;

/// <summary>What keeps a whole queue from starting jobs: a job that asked for it, and the breaker.</summary>
public sealed partial class QueueMachine
{
    private readonly Breaker _breaker = new();

    /// <summary>Whether jobs start one at a time, until one has shown whether the breaker closes.</summary>
    public bool IsHalfOpen(DateTimeOffset now) => _breaker.OpenUntil(now) <= now;

    /// <summary>Until when a job asked that none starts; null if none did.</summary>
    public DateTimeOffset? HeldByJob { get; private set; }

    /// <summary>What the breaker is about to do; null if nothing.</summary>
    internal BreakerStep? NextStep(DateTimeOffset now) => _breaker.NextStep(now);

    /// <inheritdoc cref="Breaker.Stepped"/>
    public void Stepped() => _breaker.Stepped();

    private bool TrialRuns => _breaker.Trial is { } trial && _slots.Has(trial);

    /// <summary>Whether no job may start at all: not yet, or not before the breaker's next step is stored.</summary>
    private bool IsHeld(DateTimeOffset now) => _breaker.NextStep(now) is not null || HeldUntil(now) > now;

    private DateTimeOffset? HeldUntil(DateTimeOffset now) => _breaker.OpenUntil(now) is { } open && !(HeldByJob > open) ? open : HeldByJob;

    private IEnumerable<JobReason> Holds(DateTimeOffset now)
    {
        if (HeldByJob > now) yield return QueueReasons.Held(HeldByJob.Value);
        if (_breaker.NextStep(now) is BreakerStep.Open next) yield return QueueReasons.Open(next.Until);
        else if (_breaker.OpenUntil(now) is not { } open) yield break;
        else if (open > now) yield return QueueReasons.Open(open);
        else if (TrialRuns) yield return QueueReasons.OnTrial(_breaker.Trial!.Value);
    }
}
