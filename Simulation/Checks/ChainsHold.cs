using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// No job starts before all that it waits for have ended, well if that matters; and none is cancelled for another that did not fail.
/// What was before its submit does not count; an operator's retry asks no more for parents.
/// </summary>
internal sealed class ChainsHold : Checker
{
    private readonly Dictionary<Guid, JobPhase> _phases = [];
    private readonly Dictionary<Guid, Child> _children = [];
    private readonly Dictionary<Guid, List<Child>> _ofParents = [];
    private readonly HashSet<Guid> _toCancel = [];
    private readonly HashSet<Guid> _retried = [];

    /// <summary>Which ends of its parents a job may have been told of.</summary>
    private sealed class Child
    {
        public HashSet<Guid> Ended { get; } = [];

        public HashSet<Guid> Succeeded { get; } = [];

        public bool AnyLost { get; set; }

        public void Learn(Guid parent, JobPhase end)
        {
            Ended.Add(parent);
            if (end == JobPhase.Succeeded) Succeeded.Add(parent);
            else AnyLost = true;
        }
    }

    public override string Name => "chains-hold";

    public override void OnSubmitting(Guid id, JobSpec spec)
    {
        if (spec.After.IsEmpty || _children.ContainsKey(id)) return;
        var child = _children[id] = new Child();
        foreach (var parent in spec.After)
        {
            if (!_ofParents.TryGetValue(parent, out var children)) _ofParents[parent] = children = [];
            children.Add(child);
            if (_phases.TryGetValue(parent, out var phase) && phase.IsEnd()) child.Learn(parent, phase);
        }
    }

    public override void OnAsking(Guid id, Wish wish)
    {
        if (wish == Wish.Cancel) _toCancel.Add(id);
        if (wish == Wish.Retry) _retried.Add(id);
    }

    public override void OnCommit(Commit commit)
    {
        if (commit.After is not { } after) return;
        _phases[after.Id] = after.Phase;
        if (after.HasEnded)
        {
            foreach (var child in _ofParents.GetValueOrDefault(after.Id, [])) child.Learn(after.Id, after.Phase);
        }

        if (!_children.TryGetValue(after.Id, out var waited) || _retried.Contains(after.Id)) return;
        if (commit.Starts) CheckStart(after, waited);
        if (after.Phase == JobPhase.Cancelled && !_toCancel.Contains(after.Id) && !waited.AnyLost)
            Wrong($"job {after.Id} was cancelled, and no job for which it waited had failed or been cancelled");
    }

    private void CheckStart(JobRecord job, Child waited)
    {
        if (job.Parents.FirstOrDefault(parent => !waited.Ended.Contains(parent)) is var early && early != Guid.Empty)
            Wrong($"job {job.Id} starts before {early}, for which it waits, has ended");
        if (job.OnParentFailure == ParentFailure.Cancel && job.Parents.FirstOrDefault(parent => !waited.Succeeded.Contains(parent)) is var lost && lost != Guid.Empty)
            Wrong($"job {job.Id} starts, though {lost}, for which it waits, has not succeeded");
    }
}
