using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Checks;

/// <summary>While a queue is stored as paused no job of it begins to run; those that run go on.</summary>
internal sealed class PausedQueuesRest : Checker
{
    private readonly HashSet<string> _paused = new(StringComparer.Ordinal);

    public override string Name => "paused-queues-rest";

    public override void OnQueueChanged(string queue, QueueEpoch row)
    {
        if (row.Settings.Paused) _paused.Add(queue);
        else _paused.Remove(queue);
    }

    public override void OnCommit(Commit commit)
    {
        if (commit is { Starts: true, Before: not { Phase: JobPhase.Running } } && _paused.Contains(commit.After!.Queue))
            Wrong($"job {commit.JobId} started in queue {commit.After.Queue}, which is paused");
    }
}
