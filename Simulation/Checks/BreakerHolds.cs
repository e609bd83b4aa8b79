using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// While a queue is stored as held, by its breaker or as a job asked, no job of it begins to run before the time; and from when its
/// breaker opened until it is stored as closed, at most one runs that began since. Attempts that go on after the death of their process
/// begin nothing.
/// </summary>
/// <param name="clocksAreSet">Whether clocks jump: then nothing is said of times.</param>
internal sealed class BreakerHolds(bool clocksAreSet) : Checker
{
    private readonly Dictionary<string, StoredHold> _holds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Guid>> _begunSinceOpen = new(StringComparer.Ordinal);

    public override string Name => "breaker-holds";

    public override void OnQueueChanged(string queue, QueueEpoch row)
    {
        var hold = row.Settings.Breaker is null ? row.Hold with { BreakerUntil = null } : row.Hold;
        if (hold.BreakerUntil is null) _begunSinceOpen.Remove(queue);
        else _begunSinceOpen.TryAdd(queue, []);
        _holds[queue] = hold;
    }

    public override void OnCommit(Commit commit)
    {
        if (commit.Before is { Phase: JobPhase.Running } ran && commit.After?.Phase != JobPhase.Running && _begunSinceOpen.TryGetValue(ran.Queue, out var begun)) begun.Remove(ran.Id);
        if (commit is not { Starts: true, After: { } started } || commit.Before?.Phase == JobPhase.Running) return;
        var hold = _holds.GetValueOrDefault(started.Queue);
        if (!clocksAreSet && (started.StartedAt < hold.Until || started.StartedAt < hold.BreakerUntil))
            Wrong($"job {started.Id} started at {started.StartedAt:O} in queue {started.Queue}, which is held until {hold.Until:O}, by its breaker until {hold.BreakerUntil:O}");
        if (!_begunSinceOpen.TryGetValue(started.Queue, out var running)) return;
        running.Add(started.Id);
        if (running.Count > 1) Wrong($"job {started.Id} started in queue {started.Queue}, whose breaker is half-open, while another runs that started since it opened");
    }
}
