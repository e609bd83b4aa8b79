using System.Collections.Immutable;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Sealing;

namespace OrleansJobs.Silo.Storage;

/// <summary>A <see cref="JobWrite"/> on its way. What costs time is done here, by the caller's thread, not the writer's.</summary>
internal sealed class JobWork(JobWrite write, RowSealing sealing) : WorkItem
{
    // Those who wait go on elsewhere: the writer's thread must not run their code.
    private readonly TaskCompletionSource<JobCommit> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobCommit _result;
    private CountDeltas? _counts;

    public JobWrite Write => write;

    /// <summary>Whether it makes a job.</summary>
    public bool IsNew => write.Before is null;

    /// <summary>Whether it makes a job that waits: what the depth of a queue may not allow.</summary>
    public bool AddsWaiting => write is { Before: null, After.Phase: JobPhase.Pending };

    /// <summary>The batch in which it makes a job; null: none.</summary>
    public Guid? AddsTo => write.Before is null ? write.After.Batch : null;

    /// <summary>Whether it makes a job that waits for others, which must know of it.</summary>
    public bool AddsChild => write is { Before: null, After.Phase: JobPhase.Waiting };

    /// <summary>Whether the store has to give the job a number.</summary>
    public bool TakesNumber => write.After.Number == 0;

    public JobRow Row { get; } = new(sealing.Seals && (IsPayloadChanged(write) || IsMoved(write)) ? sealing.Seal(write.After) : write.After);

    /// <summary>The steps to be written.</summary>
    public ImmutableArray<(int Series, JobStep Step)> Steps { get; } = sealing.Seal(write.After.Id, write.Steps);

    /// <summary>Whether input, result or checkpoint changed; if not, they are not sent.</summary>
    public bool ChangesPayload { get; } = IsPayloadChanged(write);

    /// <summary>Whether the job moves to another queue, lane or pool of workers, or takes another number of slots there: then all is sent.</summary>
    public bool ChangesQueue { get; } = IsMoved(write);

    /// <summary>Whether the job had tags that are to be forgotten.</summary>
    public bool ClearsTags { get; } = write.Before is { Tags.Length: > 0 } tagged && !tagged.Tags.SequenceEqual(write.After.Tags);

    /// <summary>The tags to be written.</summary>
    public ImmutableArray<string> NewTags { get; } = write.Before is { } known && known.Tags.SequenceEqual(write.After.Tags) ? [] : write.After.Tags;

    public Task<JobCommit> Answer => _answer.Task;

    /// <summary>The row is changed, if the transaction commits.</summary>
    public void Accept(long seq, long? number, CountDeltas counts)
    {
        _result = new JobCommit(CommitOutcome.Committed, seq, number);
        _counts = counts;
        counts.Batches.Count(write);
        if (write.Before is { } before) counts.Add(before, -1);
        counts.Add(write.After, 1);
        if (write.After is { HasEnded: true, EndedAt: { } at } && write.Before?.HasEnded != true) counts.AddEnd(write.After.Queue, at);
    }

    /// <summary>Nothing is changed.</summary>
    public void Refuse(CommitOutcome outcome) => (_result, _counts) = (new JobCommit(outcome, 0), null);

    /// <summary>
    /// Nothing is changed, as the row is not as it must be. One that is to take the submits of a debounce key has an id of its own: so
    /// another job takes them, or it is stored itself and is found as that.
    /// </summary>
    public void RefuseRow() => Refuse(write is { Before: null, After.DebounceUntil: not null } ? CommitOutcome.DebounceTaken : CommitOutcome.Conflict);

    /// <summary>The job is not made, for this reason; but one that exists already is another matter.</summary>
    public void RefuseNew(CommitOutcome why, bool exists) => Refuse(exists ? CommitOutcome.Conflict : why);

    private static bool IsPayloadChanged(JobWrite write) => write.Before is not { } before
        || write.After.Input != before.Input
        || write.After.Result != before.Result
        || write.After.Checkpoint != before.Checkpoint;

    private static bool IsMoved(JobWrite write) => write.Before is { } moved
        && (moved.Queue, moved.Lane, moved.Cost, moved.Pool) != (write.After.Queue, write.After.Lane, write.After.Cost, write.After.Pool);

    // The deltas are still those of the transaction that has been committed.
    public override void Acknowledge() => _answer.TrySetResult(
        _counts?.Batches.IsCompleted(write.After.Batch) == true ? _result with { BatchIsDue = true } : _result);

    public override void Fail(Exception error) => _answer.TrySetException(
        error as StoreException ?? new StoreException($"The job {write.After.Id} cannot be stored: {error.Message}", outcomeUnknown: false, error));
}
