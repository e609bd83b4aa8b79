using Orleans.Concurrency;
using OrleansJobs.Workers;

namespace OrleansJobs.Jobs;

/// <summary>
/// One job. The grain with the job's id is the only writer of the job's row and runs its attempts.
/// Reads that need not wait go through <see cref="IJobQueryGrain"/>, which does not activate this grain.
/// </summary>
[Alias("IJobGrain")]
public interface IJobGrain : IGrainWithGuidKey
{
    /// <summary>Makes this job. Answers once its row is durable. Sent again under an id of the caller's own, it finds the job it has made.</summary>
    [Alias("Submit"), Repeatable]
    Task<SubmitResult> Submit(JobSpec spec);

    /// <summary>
    /// Lets this job, if it waits and has never been started, become what is asked for, as its debounce says. Null: it takes no more submits,
    /// or there is no such job, and nothing was changed.
    /// </summary>
    /// <param name="spec">With a debounce.</param>
    [Alias("Debounce"), AlwaysInterleave]
    Task<SubmitResult?> Debounce(JobSpec spec);

    /// <summary>Ends a job that has not ended. A running attempt's token is void at once; its code is asked to stop.</summary>
    /// <param name="reason">For people; null if there is none to give.</param>
    [Alias("Cancel"), AlwaysInterleave]
    Task<ChangeResult> Cancel(string? reason);

    /// <summary>Puts an ended job back into its queue, with a fresh budget of retries.</summary>
    /// <param name="input">Replaces the job's input; null keeps it.</param>
    [Alias("Retry"), AlwaysInterleave]
    Task<ChangeResult> Retry(Json? input);

    /// <summary>Changes a job that has not ended.</summary>
    [Alias("Patch"), AlwaysInterleave]
    Task<ChangeResult> Patch(JobPatch patch);

    /// <summary>Gives the job the value of a signal, for which its handler waits or may come to wait. The first of a name counts.</summary>
    /// <param name="name">Which signal; valid as the name of a step.</param>
    /// <param name="value">Its value.</param>
    [Alias("Signal"), AlwaysInterleave]
    Task<ChangeResult> Signal(string name, Json value);

    /// <summary>Says that a batch to which the handler has fanned out is completed. Said twice, it is the same.</summary>
    [Alias("ChildrenEnded"), AlwaysInterleave]
    Task<ChangeResult> ChildrenEnded(Guid batch);

    /// <summary>Removes an ended job with all that is stored of it. The answer has the job as it was.</summary>
    [Alias("Delete"), AlwaysInterleave]
    Task<ChangeResult> Delete();

    /// <summary>Answers when the job has ended, or after <paramref name="wait"/> with the job as it then is; null if there is no such job.</summary>
    /// <param name="wait">At most 10 s; a longer wait is several calls.</param>
    [Alias("WaitForEnd"), AlwaysInterleave, Repeatable]
    Task<Job?> WaitForEnd(TimeSpan wait);

    /// <summary>Records what a running attempt reports.</summary>
    [Alias("Report"), AlwaysInterleave]
    Task<ReportResult> Report(AttemptReport report);

    /// <summary>Records that a worker outside runs the job from now on. Null: it may not, as the offer does not hold any more.</summary>
    /// <exception cref="StoreException">The store did not answer in time; asked again under the same terms, the lease is the same.</exception>
    [Alias("Lease"), AlwaysInterleave, Repeatable]
    Task<LeasedJob?> Lease(LeaseTerms terms);

    /// <summary>Records what a worker reports, and lets its lease last from now on as long as it did first.</summary>
    [Alias("Heartbeat"), AlwaysInterleave, Repeatable]
    Task<LeaseReply> Heartbeat(AttemptReport report);

    /// <summary>Stores a step that a worker has done. The first value of a name stays: the answer has it.</summary>
    [Alias("SaveStep"), AlwaysInterleave, Repeatable]
    Task<LeaseReply> SaveStep(Guid token, JobStep step);

    /// <summary>Ends the attempt of a worker. Said again by the same, it is the same.</summary>
    [Alias("EndLease"), AlwaysInterleave, Repeatable]
    Task<LeaseReply> EndLease(Guid token, LeaseEnd end);

    /// <summary>A hint from the queue: the lease of this version of the row is over. May come late, twice or never.</summary>
    [Alias("LeaseOver"), AlwaysInterleave, OneWay]
    Task LeaseOver(long version);

    /// <summary>Lets another job, which need not be stored yet, wait for the end of this one. Said twice, it is the same.</summary>
    [Alias("AddChild"), AlwaysInterleave, Repeatable]
    Task<ParentState> AddChild(Guid child);

    /// <summary>A hint: a job that this one waits for has ended. May come late, twice or never.</summary>
    /// <param name="parent">The job.</param>
    /// <param name="end">How it ended first after this one had begun to wait for it.</param>
    [Alias("ParentEnded"), AlwaysInterleave, OneWay]
    Task ParentEnded(Guid parent, ParentState end);

    /// <summary>A hint from the queue: a slot is kept for this job, start it. May come late, twice or never.</summary>
    /// <param name="queue">The queue; the job may have been moved to another one meanwhile.</param>
    /// <param name="epoch">The queue activation that keeps the slot; the start commits only while it is the current one.</param>
    /// <param name="version">The version of the job's row for which the slot was given: a message that comes twice starts nothing twice.</param>
    [Alias("Start"), AlwaysInterleave, OneWay]
    Task Start(string queue, long epoch, long version);

    /// <summary>A hint from the queue: the owner of the running attempt is dead, go on in the same slot. May come late, twice or never.</summary>
    /// <param name="queue">As for <see cref="Start"/>.</param>
    /// <param name="epoch">As for <see cref="Start"/>.</param>
    /// <param name="version">The version of the job's row that named the dead owner: this grain may know an older one.</param>
    [Alias("Rescue"), AlwaysInterleave, OneWay]
    Task Rescue(string queue, long epoch, long version);
}
