using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// A batch is completed when it is sealed and all its jobs have ended, not before and not never, and its counts are those of its jobs. Its
/// completion submits each callback once, and of those for success and failure the right one.
/// </summary>
internal sealed class BatchesAreKept : Checker
{
    private readonly SortedDictionary<Guid, State> _batches = [];

    private sealed class State(BatchRecord first)
    {
        public BatchRecord Row { get; set; } = first;

        /// <summary>By sequence number: a submit that comes twice, the second time after a deletion, makes two jobs of one id.</summary>
        public Dictionary<long, JobPhase> Jobs { get; } = [];

        public HashSet<Guid> Callbacks { get; } = [];

        public int Count(JobPhase phase) => Jobs.Values.Count(other => other == phase);
    }

    public override string Name => "batches-are-kept";

    public override void OnBatchChanged(BatchRecord row)
    {
        if (!_batches.TryGetValue(row.Id, out var state)) _batches[row.Id] = state = new State(row);
        var isCompleted = row.CompletedAt is not null && state.Row.CompletedAt is null;
        state.Row = row;
        if (isCompleted && state.Jobs.Values.Any(phase => !phase.IsEnd())) Wrong($"batch {row.Id} was completed while a job of it had not ended");
    }

    public override void OnCommit(Commit commit)
    {
        var job = (commit.After ?? commit.Before)!;
        if (job.CallbackOf is { } ended && commit.Before is null) Call(_batches[ended], job);

        // One that is deleted stays counted. Nothing is told of batches where the storage is real.
        if (job.Batch is { } batch && commit.After is not null && _batches.TryGetValue(batch, out var state)) Change(state, commit);
    }

    public override void OnQuiet(IReadOnlyList<JobRecord> rows)
    {
        foreach (var (id, state) in _batches)
        {
            if (state.Row is not { CompletedAt: not null, DueAt: null }) Stuck($"batch {id} has not come to its end");
            if (Counts(state.Row) != Recount(state)) Wrong($"batch {id} has the counts {Counts(state.Row)}, and its jobs are {Recount(state)}");
            foreach (var (callback, _) in BatchView.Callbacks(state.Row))
                if (!state.Callbacks.Contains(callback)) Wrong($"a callback of batch {id}, job {callback}, was never submitted");
        }
    }

    private void Change(State state, Commit commit)
    {
        var after = commit.After!;
        if (commit.Before is null && state.Row.CompletedAt is not null) Wrong($"job {after.Id} was made in batch {state.Row.Id}, which had been completed");
        state.Jobs[after.Seq] = after.Phase;
    }

    private void Call(State state, JobRecord callback)
    {
        var id = state.Row.Id;
        if (state.Row.CompletedAt is null) Wrong($"callback {callback.Id} of batch {id} was made before the batch was completed");
        if (!BatchView.Callbacks(state.Row).Any(one => one.Id == callback.Id)) Wrong($"callback {callback.Id} of batch {id} was not to be made");
        if (!state.Callbacks.Add(callback.Id)) Wrong($"callback {callback.Id} of batch {id} was made twice");
    }

    private static (long, long, long, long) Counts(BatchRecord row) => (row.Total, row.Succeeded, row.Failed, row.Cancelled);

    private static (long, long, long, long) Recount(State state) =>
        (state.Jobs.Count, state.Count(JobPhase.Succeeded), state.Count(JobPhase.Failed), state.Count(JobPhase.Cancelled));
}
