using OrleansJobs.Grains.Queues;
using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Real;

/// <summary>One committed change of the real database: of a job, or of a queue.</summary>
/// <param name="Number">Its place in the order of all changes.</param>
/// <param name="Job">The change of a job.</param>
/// <param name="Queue">The queue whose row changed.</param>
/// <param name="Row">That row from then on.</param>
/// <param name="Permits">Or permits of it that were spent.</param>
internal sealed record CommittedChange(long Number, Commit? Job = null, string? Queue = null, QueueEpoch? Row = null, LanePermits? Permits = null)
{
    /// <summary>Tells a checker of it.</summary>
    public void Tell(Checker checker)
    {
        if (Job is not null) checker.OnCommit(Job);
        if (Row is { } row) checker.OnQueueChanged(Queue!, row);
        if (Permits is { } permits) checker.OnPermitsSpent(Queue!, [permits], null);
    }
}
