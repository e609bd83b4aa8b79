using OrleansJobs.Grains.Queues;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Simulation.World;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// Watches one promise of the engine: sees every committed change, every wish and every answer, in order. It knows nothing
/// of how the engine works.
/// </summary>
internal abstract class Checker
{
    private SimulatedWorld? _world;

    /// <summary>Its name on the command line and in findings.</summary>
    public abstract string Name { get; }

    public void Watch(SimulatedWorld world) => _world = world;

    public virtual void OnSubmitting(Guid id, JobSpec spec)
    {
    }

    public virtual void OnSubmitted(string? key, Guid id, JobSpec spec, SubmitResult result)
    {
    }

    public virtual void OnAsking(Guid id, Wish wish)
    {
    }

    public virtual void OnChanged(Guid id, Wish wish, ChangeResult result)
    {
    }

    public virtual void OnQueueSet(string queue, QueueResult result)
    {
    }

    public virtual void OnRead(Guid id, Job? job)
    {
    }

    public virtual void OnCommit(Commit commit)
    {
    }

    public virtual void OnQueueChanged(string queue, QueueEpoch row)
    {
    }

    /// <summary>All jobs have ended, or the time for that is over.</summary>
    public virtual void OnQuiet(SimulatedTables tables)
    {
    }

    /// <summary>Ends the run, because nothing goes on.</summary>
    protected void Stuck(string what) => _world!.Fail(new NoProgressException(Name, what));

    /// <summary>Ends the run with a finding.</summary>
    protected void Wrong(string what) => _world!.Fail(new WrongResultException(Name, what));
}
