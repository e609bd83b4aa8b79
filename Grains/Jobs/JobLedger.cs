using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// The one way by which a job's grain changes its row. Events queue up here; whatever is there when the last commit is done
/// is folded by <see cref="JobMachine"/> into one write. Used from the turns of one activation only.
/// </summary>
/// <remarks>
/// What the grain believes of the row is <see cref="Committed"/>: never a change that is not known to be on disk. When a
/// write is refused, or its outcome unknown, the row is read again and the same events are folded over what is there.
/// The end of an attempt must be recorded: it is tried until the store answers. So is a start of unknown outcome, as a row
/// that says "running" without an attempt would wait for this process to die. All else fails to its caller at once.
/// </remarks>
internal sealed class JobLedger(
    Guid id,
    IJobStore store,
    TimeProvider time,
    IIdSource ids,
    Func<string, JobRules> rules,
    Action<JobRecord?, JobRecord, ImmutableArray<JobLogLine>, bool> committed,
    ILogger logger)
{
    private readonly CommittedRow _row = new(id, store, time, logger);
    private readonly List<Entry> _waiting = [];
    private bool _writing;

    private sealed record Entry(JobEvent Event)
    {
        public TaskCompletionSource<JobDecision> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whether the event must reach the row, however long it takes.</summary>
        public bool MustLand => Event is JobEvent.Succeeded or JobEvent.Failed or JobEvent.Suspended or JobEvent.Interrupted;
    }

    private sealed record Fold(
        JobRecord? Before,
        JobRecord? After,
        ImmutableArray<JobDecision> Decisions,
        ImmutableArray<JobLogLine> Log,
        ImmutableArray<Guid> Children,
        ImmutableArray<(int Series, JobStep Step)> Steps)
    {
        public bool Changes => !ReferenceEquals(Before, After);
        public bool Starts => After?.Token is not null && After.Token != Before?.Token;
    }

    /// <summary>What the store has refused of a batch, so that it is not asked of it again.</summary>
    private sealed class Refused
    {
        /// <summary>The tokens of starts whose epochs are stale: several, of one queue's successive activations.</summary>
        public HashSet<Guid> Starts { get; } = [];

        /// <summary>Why the job is not made. Another try later is the caller's to decide.</summary>
        public JobRefusal? Submit { get; set; }

        public JobRefusal? Of(JobEvent happened) =>
            happened is JobEvent.Submitted ? Submit
            : StartOf(happened) is { } start && Starts.Contains(start.Token) ? JobRefusal.StaleEpoch
            : null;
    }

    /// <inheritdoc cref="CommittedRow.Value"/>
    public JobRecord? Committed => _row.Value;

    /// <inheritdoc cref="CommittedRow.Read"/>
    public Task<JobRecord?> Read(long atLeast = 0) => _row.Read(atLeast);

    /// <inheritdoc cref="CommittedRow.ReadAgain"/>
    public Task<JobRecord?> ReadAgain() => _row.ReadAgain();

    /// <summary>Queues an event; answers with what followed from it, once that is on disk.</summary>
    /// <exception cref="StoreException">The store failed; see its OutcomeUnknown.</exception>
    public Task<JobDecision> Apply(JobEvent happened)
    {
        var entry = new Entry(happened);
        Queue([entry]);
        return entry.Answer.Task.InTurn();
    }

    /// <summary>Queues events that shall go into the same commit if they can; answers for each.</summary>
    /// <exception cref="StoreException">As above.</exception>
    public Task<JobDecision[]> Apply(IEnumerable<JobEvent> together)
    {
        Entry[] entries = [.. together.Select(happened => new Entry(happened))];
        Queue(entries);
        return Task.WhenAll(entries.Select(entry => entry.Answer.Task.InTurn()));
    }

    private void Queue(ReadOnlySpan<Entry> entries)
    {
        _waiting.AddRange(entries);
        if (!_writing) _ = WriteAll();
    }

    private async Task WriteAll()
    {
        _writing = true;
        while (_waiting.Count > 0)
        {
            await Land(TakeBatch());
        }

        _writing = false;
    }

    /// <summary>What can be folded into one write: all that waits, but a deletion only by itself.</summary>
    private List<Entry> TakeBatch()
    {
        var deletion = _waiting.FindIndex(entry => entry.Event is JobEvent.Deleted);
        var count = deletion < 0 ? _waiting.Count : Math.Max(deletion, 1);
        var batch = _waiting.GetRange(0, count);
        _waiting.RemoveRange(0, count);
        return batch;
    }

    /// <summary>Folds and writes the batch until each of its events is answered.</summary>
    private async Task Land(List<Entry> batch)
    {
        var (refused, mustRead, isRead) = (new Refused(), false, false);
        for (var pause = StorePause.First; batch.Count > 0; pause = StorePause.After(pause))
        {
            try
            {
                if (mustRead || (!_row.IsKnown && batch[0].Event is not JobEvent.Submitted))
                {
                    await _row.ReadAgain();
                    isRead = true;
                }

                var outcome = await Write(batch, refused, isRead);
                if (outcome == CommitOutcome.Committed) return;
                mustRead = outcome == CommitOutcome.Conflict;
                continue;
            }
            catch (Exception error)
            {
                _row.Forget(error);
                Fail(batch, error);
            }

            if (batch.Count > 0) await Task.Delay(pause, time);
        }
    }

    /// <summary>One try to write what follows from the batch. Answers the batch if it succeeds.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="refused">What the store has refused of them; it learns of more here.</param>
    /// <param name="isRead">Whether the row has been read since they came.</param>
    private async Task<CommitOutcome> Write(List<Entry> batch, Refused refused, bool isRead)
    {
        var fold = FoldOver(Committed, batch, refused);
        if (!fold.Changes)
        {
            // No write shows whether the row is as it was: another activation may have changed it. Of a submit the store has said so itself.
            if (!isRead && batch[0].Event is not JobEvent.Submitted) return CommitOutcome.Conflict;
            Answer(batch, fold);
            return CommitOutcome.Committed;
        }

        if (fold.After is null) return await Delete(batch, fold);
        var after = EndsToTell.Numbered(fold.Before, fold.After) with { Stamp = ids.NewStamp() };
        var epoch = fold.Starts ? EpochOf(batch, after.Token!.Value) : null;
        var write = new JobWrite { Before = fold.Before, After = after, Epoch = epoch, Children = ChildrenOf(fold, after), Steps = fold.Steps, Log = fold.Log };
        var (outcome, _, _, batchIsDue) = await _row.Write(write, fold.Starts);
        if (outcome == CommitOutcome.Committed)
        {
            committed(fold.Before, Committed!, fold.Log, batchIsDue);
            Answer(batch, fold);
        }

        if (outcome == CommitOutcome.StaleEpoch) refused.Starts.Add(after.Token!.Value);
        refused.Submit ??= RefusalOf(outcome);
        return outcome;
    }

    private async Task<CommitOutcome> Delete(List<Entry> batch, Fold fold)
    {
        var outcome = await _row.Delete(fold.Before!);
        if (outcome == CommitOutcome.Committed) Answer(batch, fold);
        return outcome;
    }

    private Fold FoldOver(JobRecord? before, List<Entry> batch, Refused refused)
    {
        var now = time.Now();
        var after = before;
        var version = (before?.Version ?? FirstVersion(batch)) + 1;
        var decisions = ImmutableArray.CreateBuilder<JobDecision>(batch.Count);
        var log = ImmutableArray.CreateBuilder<JobLogLine>();
        var children = ImmutableArray.CreateBuilder<Guid>();
        var steps = ImmutableArray.CreateBuilder<(int, JobStep)>();
        foreach (var entry in batch)
        {
            var decision = refused.Of(entry.Event) is { } refusal
                ? new JobDecision.Refuse(refusal)
                : JobMachine.Apply(after, entry.Event, now, rules(KindOf(after, entry.Event)));
            switch (decision)
            {
                case JobDecision.Change change:
                    // The version already now, so that of two changes meant for one version only the first is made.
                    after = change.After with { Version = version };
                    log.AddRange(change.Log);
                    if (change.Child is { } child) children.Add(child);
                    if (change.Step is { } step) steps.Add((after.StepSeries, step));
                    break;
                case JobDecision.Remove:
                    after = null;
                    break;
            }

            decisions.Add(decision);
        }

        return new Fold(before, after, decisions.ToImmutable(), log.ToImmutable(), children.ToImmutable(), steps.ToImmutable());
    }

    private static ImmutableArray<Guid> ChildrenOf(Fold fold, JobRecord after) =>
        EndsToTell.NotedBy(fold.Before, after) is { } delivery ? fold.Children.Add(delivery) : fold.Children;

    private static long FirstVersion(List<Entry> batch) =>
        batch.Select(entry => entry.Event).OfType<JobEvent.Submitted>().FirstOrDefault()?.Job.Version ?? 0;

    private static void Answer(List<Entry> batch, Fold fold)
    {
        for (var i = 0; i < batch.Count; i++) batch[i].Answer.TrySetResult(fold.Decisions[i]);
    }

    /// <summary>Gives up on the events that need not land; the others stay in the batch.</summary>
    private static void Fail(List<Entry> batch, Exception error)
    {
        foreach (var entry in batch.Where(entry => !entry.MustLand)) entry.Answer.TrySetException(error);
        batch.RemoveAll(entry => !entry.MustLand);
    }

    /// <summary>Why the store does not make a job; null of other outcomes.</summary>
    private static JobRefusal? RefusalOf(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.QueueFull => JobRefusal.QueueFull,
        CommitOutcome.DebounceTaken => JobRefusal.DebounceTaken,
        CommitOutcome.DependencyGone => JobRefusal.DependencyGone,
        CommitOutcome.BatchClosed => JobRefusal.BatchClosed,
        _ => null,
    };

    private static long? EpochOf(List<Entry> batch, Guid token) =>
        batch.Select(entry => StartOf(entry.Event)).First(start => start?.Token == token)?.Epoch;

    private static (Guid Token, long Epoch)? StartOf(JobEvent happened) => happened switch
    {
        JobEvent.Granted granted => (granted.Token, granted.Epoch),
        JobEvent.OwnerDied died => (died.Token, died.Epoch),
        _ => null,
    };

    private static string KindOf(JobRecord? job, JobEvent happened) =>
        job?.Kind ?? (happened as JobEvent.Submitted)?.Job.Kind ?? "";
}
