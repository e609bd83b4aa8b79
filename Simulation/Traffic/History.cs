using OrleansJobs.Jobs;
using OrleansJobs.Queues;
using OrleansJobs.Simulation.Checks;
using OrleansJobs.Simulation.Runtime;
using OrleansJobs.Workers;

namespace OrleansJobs.Simulation.Traffic;

/// <summary>What clients asked for and what they were told, and what failed, for the checkers.</summary>
internal sealed class History(IReadOnlyList<Checker> checkers) : IFailureWatch, IStepWatch
{
    private int _reads;

    /// <summary>Says what is about to be submitted under a key.</summary>
    /// <returns>The job's id.</returns>
    public Guid Submitting(string key, JobSpec spec)
    {
        var id = JobId.FromKey(JobId.DefaultTenant, key);
        Submitting(id, spec);
        return id;
    }

    public void Submitting(Guid id, JobSpec spec) => Tell(checker => checker.OnSubmitting(id, spec));

    public void Submitted(string? key, Guid id, JobSpec spec, SubmitResult result) =>
        Tell(checker => checker.OnSubmitted(key, id, spec, result));

    public void Asking(Guid id, Wish wish) => Tell(checker => checker.OnAsking(id, wish));

    public void Changed(Guid id, Wish wish, ChangeResult result) => Tell(checker => checker.OnChanged(id, wish, result));

    public void QueueSet(string queue, QueueResult result) => Tell(checker => checker.OnQueueSet(queue, result));

    /// <summary>Somebody begins to read the job.</summary>
    /// <returns>The number of the read.</returns>
    public int Reading(Guid id)
    {
        var read = ++_reads;
        Tell(checker => checker.OnReading(read, id));
        return read;
    }

    /// <summary>Somebody has read the job; the number of the read is null if it is not known when it began.</summary>
    public void Read(int? read, Guid id, Job? job) => Tell(checker => checker.OnRead(read, id, job));

    public void OnFailure(string what, Exception failure) => Tell(checker => checker.OnFailure(what, failure));

    public void OnStep(Guid job, string name, string value) => Tell(checker => checker.OnStep(job, name, value));

    public void OnValue(Guid job, string name, string? value) => Tell(checker => checker.OnStepValue(job, name, value));

    public void OnChildren(Guid job, Guid batch, int count) => Tell(checker => checker.OnChildren(job, batch, count));

    public void OnAwait(Guid job, string name) => Tell(checker => checker.OnAwait(job, name));

    public void OnSignal(Guid job, string name, string? value) => Tell(checker => checker.OnSignal(job, name, value));

    public void OnLease(Guid job, Guid token, DateTimeOffset until) => Tell(checker => checker.OnLease(job, token, until));

    public void OnLeaseEnd(Guid job, Guid token, LeaseEnd end) => Tell(checker => checker.OnLeaseEnd(job, token, end));

    private void Tell(Action<Checker> what)
    {
        foreach (var checker in checkers) what(checker);
    }
}
