using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;
using OrleansJobs.Workers;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// A worker that was told it has a job until some time has it until then, unless it or somebody else ends the job before; what it was told is
/// recorded of the end has been recorded as its word. Jobs for workers run nowhere else, and others not there.
/// </summary>
internal sealed class LeasesHold : Checker
{
    private readonly Dictionary<Guid, DateTimeOffset> _until = [];
    private readonly HashSet<(Guid Token, AttemptOutcome Outcome)> _ended = [];

    public override string Name => "leases-hold";

    public override void OnLease(Guid job, Guid token, DateTimeOffset until) => _until[token] = until;

    public override void OnLeaseEnd(Guid job, Guid token, LeaseEnd end)
    {
        var outcome = end switch
        {
            LeaseEnd.Completed => AttemptOutcome.Succeeded,
            LeaseEnd.Failed => AttemptOutcome.Failed,
            _ => AttemptOutcome.Interrupted,
        };
        if (!_ended.Contains((token, outcome))) Wrong($"the end of attempt {token} of job {job} was acknowledged as {outcome}, and is not recorded as that");
    }

    public override void OnCommit(Commit commit)
    {
        if (commit.After is { Phase: JobPhase.Running } runs && runs.Kind == Carriers.Kind != runs.LeaseUntil is not null)
            Wrong($"job {runs.Id} of kind {runs.Kind} {(runs.LeaseUntil is null ? "runs on a host" : "is leased")}");
        if (commit is not { Before: { LeaseUntil: not null, Token: { } token, AttemptNumber: var number }, After: { } after } || after.Token == token) return;
        if (after.Attempts.FirstOrDefault(attempt => attempt.Number == number) is not { } attempt) return;
        _ended.Add((token, attempt.Outcome));
        if (attempt.Outcome == AttemptOutcome.Crashed && _until.TryGetValue(token, out var until) && attempt.EndedAt < until)
            Wrong($"the lease of job {after.Id} ended at {attempt.EndedAt:O}; its worker has been told that it has it until {until:O}");
    }
}
