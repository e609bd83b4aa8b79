using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// A handler that fans out goes on only when all those jobs have been made and have ended. Only a running attempt makes them, and if its job ends
/// without success, or begins anew, those that have not ended are cancelled in the same commit.
/// </summary>
internal sealed class ChildrenHold : Checker
{
    private readonly Dictionary<Guid, JobRecord> _jobs = [];
    private readonly Dictionary<Guid, BatchRecord> _batches = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _made = [];
    private readonly HashSet<Guid> _ended = [];

    public override string Name => "children-hold";

    public override void OnBatchChanged(BatchRecord row)
    {
        if (row.Spec.Parent is not { } parent) return;
        if (_batches.TryAdd(row.Id, row) && _jobs.GetValueOrDefault(parent)?.Token != row.Spec.ParentToken)
            Wrong($"batch {row.Id} was made by an attempt of job {parent} that did not run");
        _batches[row.Id] = row;
    }

    public override void OnCommit(Commit commit)
    {
        if (commit.After is not { } job) return;
        _jobs[job.Id] = job;
        if (job.HasEnded) _ended.Add(job.Id);
        if (job.Batch is { } batch && _batches.ContainsKey(batch))
        {
            if (!_made.TryGetValue(batch, out var jobs)) _made[batch] = jobs = [];
            jobs.Add(job.Id);
        }

        if (commit.Before is { HasEnded: false } before && (job is { HasEnded: true, Phase: not JobPhase.Succeeded } || job.StepSeries != before.StepSeries))
            CheckLost(job);
    }

    public override void OnChildren(Guid job, Guid batch, int count)
    {
        var jobs = _made.GetValueOrDefault(batch, []);
        if (jobs.FirstOrDefault(child => !_ended.Contains(child)) is var running && running != Guid.Empty)
            Wrong($"job {job} went on while its child {running} had not ended");
        if (jobs.Count != count && _batches[batch].CancelledAt is null) Wrong($"job {job} has {jobs.Count} children, not {count}");
    }

    private void CheckLost(JobRecord parent)
    {
        foreach (var row in _batches.Values.Where(row => row.Spec.Parent == parent.Id && row is { CompletedAt: null, CancelledAt: null }))
            Wrong($"batch {row.Id} goes on, though its parent, job {parent.Id}, does not come back for it");
    }
}
