using OrleansJobs.Grains.Jobs;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Checks;

/// <summary>A job succeeds once, unless an operator lets it run again: then once more.</summary>
internal sealed class NoSecondSuccess : Checker
{
    private readonly Dictionary<Guid, Guid> _succeeded = [];

    public override string Name => "no-second-success";

    public override void OnCommit(Commit commit)
    {
        if (commit.After?.Phase != JobPhase.Succeeded)
        {
            // What an operator starts again, or deletes, has not succeeded any more.
            if (commit.Before?.Phase == JobPhase.Succeeded) _succeeded.Remove(commit.JobId);
            return;
        }

        if (commit.Before?.Token is not { } token)
            Wrong($"job {commit.JobId} became succeeded from {commit.Before?.Phase}");
        else if (!_succeeded.TryAdd(commit.JobId, token))
            Wrong($"job {commit.JobId} succeeded again");
    }
}
