using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Queues;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Workers;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// Watches one promise of the engine: sees every committed change, every wish, every answer and every failure, in
/// order. It knows nothing of how the engine works.
/// </summary>
internal abstract class Checker
{
    private Action<Exception>? _fail;

    /// <summary>Its name on the command line and in findings.</summary>
    public abstract string Name { get; }

    /// <param name="fail">Told what it finds.</param>
    public void Watch(Action<Exception> fail) => _fail = fail;

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

    public virtual void OnReading(int read, Guid id)
    {
    }

    public virtual void OnRead(int? read, Guid id, Job? job)
    {
    }

    public virtual void OnCommit(Commit commit)
    {
    }

    public virtual void OnQueueChanged(string queue, QueueEpoch row)
    {
    }

    public virtual void OnScheduleChanged(ScheduleRecord row)
    {
    }

    public virtual void OnBatchChanged(BatchRecord row)
    {
    }

    /// <summary>The slowest wall clock of all processes is behind by so much.</summary>
    public virtual void OnClocksChanged(TimeSpan behind)
    {
    }

    /// <summary>A step of a job begins to run, and gives this value.</summary>
    public virtual void OnStep(Guid job, string name, string value)
    {
    }

    /// <summary>A handler has got a value of a step.</summary>
    public virtual void OnStepValue(Guid job, string name, string? value)
    {
    }

    /// <summary>A handler has got the ends of so many jobs to which it has fanned out.</summary>
    public virtual void OnChildren(Guid job, Guid batch, int count)
    {
    }

    /// <summary>A worker was told that it has a job until a time.</summary>
    public virtual void OnLease(Guid job, Guid token, DateTimeOffset until)
    {
    }

    /// <summary>A worker was told that the end of its attempt is recorded.</summary>
    public virtual void OnLeaseEnd(Guid job, Guid token, LeaseEnd end)
    {
    }

    /// <summary>A handler is about to ask for a signal.</summary>
    public virtual void OnAwait(Guid job, string name)
    {
    }

    /// <summary>It has got the signal's value, or, if that is null, its time was over.</summary>
    public virtual void OnSignal(Guid job, string name, string? value)
    {
    }

    /// <summary>Permits of rates were stored as spent.</summary>
    /// <param name="queue">Of this queue.</param>
    /// <param name="permits">As they are from now on.</param>
    /// <param name="at">When, since the world began; null if that is not known.</param>
    public virtual void OnPermitsSpent(string queue, IReadOnlyList<LanePermits> permits, TimeSpan? at)
    {
    }

    /// <summary>A call, an activation or a start failed.</summary>
    public virtual void OnFailure(string what, Exception failure)
    {
    }

    /// <summary>All jobs have ended, or the time for that is over.</summary>
    /// <param name="rows">What is stored, by sequence.</param>
    public virtual void OnQuiet(IReadOnlyList<JobRecord> rows)
    {
    }

    /// <summary>Ends the run, because nothing goes on.</summary>
    protected void Stuck(string what) => _fail!(new NoProgressException(Name, what));

    /// <summary>Ends the run with a finding.</summary>
    protected void Wrong(string what) => _fail!(new WrongResultException(Name, what));
}
