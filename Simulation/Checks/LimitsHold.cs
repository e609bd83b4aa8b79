using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>No start makes more jobs of a queue run than its limit, as stored at that moment, allows.</summary>
internal sealed class LimitsHold : Checker
{
    private readonly Dictionary<string, HashSet<Guid>> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _limits = new(StringComparer.Ordinal);

    public override string Name => "limits-hold";

    public override void OnQueueChanged(string queue, QueueEpoch row) =>
        _limits[queue] = row.Settings.Concurrency ?? TrafficQueues.LimitOf(queue);

    public override void OnCommit(Commit commit)
    {
        if (commit.Before is { Phase: JobPhase.Running } ran) RunningIn(ran.Queue).Remove(ran.Id);
        if (commit.After is not { Phase: JobPhase.Running } runs) return;
        var running = RunningIn(runs.Queue);
        running.Add(runs.Id);

        // After the limit was lowered more may run than it allows: those that ran already.
        var limit = _limits.GetValueOrDefault(runs.Queue, TrafficQueues.LimitOf(runs.Queue));
        if (commit.Before?.Phase != JobPhase.Running && running.Count > limit)
            Wrong($"job {runs.Id} is one of {running.Count} that run in queue {runs.Queue}, whose limit is {limit}");
    }

    private HashSet<Guid> RunningIn(string queue)
    {
        if (!_running.TryGetValue(queue, out var running)) _running[queue] = running = [];
        return running;
    }
}
