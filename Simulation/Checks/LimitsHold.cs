using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// No start makes the jobs of a queue, or of one of its lanes, take more slots than its limit, as stored at that moment, allows. One that
/// costs more than the limit runs alone.
/// </summary>
internal sealed class LimitsHold : Checker
{
    private readonly Dictionary<string, Dictionary<Guid, JobRecord>> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QueueRules> _rules = new(StringComparer.Ordinal);

    public override string Name => "limits-hold";

    public override void OnQueueChanged(string queue, QueueEpoch row) => _rules[queue] = TrafficQueues.RulesOf(queue, row.Settings);

    public override void OnCommit(Commit commit)
    {
        if (commit.Before is { Phase: JobPhase.Running } ran) RunningIn(ran.Queue).Remove(ran.Id);
        if (commit.After is not { Phase: JobPhase.Running } runs) return;
        var running = RunningIn(runs.Queue);
        running[runs.Id] = runs;

        // After a limit was lowered more may run than it allows: those that ran already.
        if (commit.Before?.Phase == JobPhase.Running) return;
        var rules = _rules.GetValueOrDefault(runs.Queue) ?? TrafficQueues.RulesOf(runs.Queue, new());
        Check(runs, [.. running.Values], rules.Limit, $"queue {runs.Queue}");
        if (runs.Lane is { } lane) Check(runs, [.. running.Values.Where(other => other.Lane == lane)], rules.LimitOf(lane), $"lane {lane} of queue {runs.Queue}");
    }

    private void Check(JobRecord started, List<JobRecord> running, int limit, string where)
    {
        var taken = running.Sum(job => job.Cost);
        if (taken > limit && running.Count > 1)
            Wrong($"job {started.Id} is one of {running.Count} that take {taken} slots of {where}, whose limit is {limit}");
    }

    private Dictionary<Guid, JobRecord> RunningIn(string queue)
    {
        if (!_running.TryGetValue(queue, out var running)) _running[queue] = running = [];
        return running;
    }
}
