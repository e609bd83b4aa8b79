using System.Collections.Immutable;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// Every committed change is a path of the table in docs/job-lifecycle.md, whose steps somebody asked for, and leaves a row
/// that fits together. A commit can hold several events; an attempt's own come only from the row that was there before.
/// </summary>
internal sealed class EveryStepIsInTheTable : Checker
{
    // (from, event, to); null is no job. Patches, reports and heartbeats change no phase.
    private static readonly ImmutableArray<(JobPhase? From, string Event, JobPhase? To)> Table =
    [
        (null, "Submitted", JobPhase.Pending),
        (null, "Submitted", JobPhase.Waiting),
        (JobPhase.Waiting, "ParentEnded", JobPhase.Pending),
        (JobPhase.Waiting, "ParentEnded", JobPhase.Cancelled),
        (JobPhase.Waiting, "CancelRequested", JobPhase.Cancelled),
        (JobPhase.Pending, "Granted", JobPhase.Running),
        (JobPhase.Pending, "Granted", JobPhase.Failed),
        (JobPhase.Pending, "CancelRequested", JobPhase.Cancelled),
        (JobPhase.Running, "Succeeded", JobPhase.Succeeded),
        (JobPhase.Running, "Failed", JobPhase.Pending),
        (JobPhase.Running, "Failed", JobPhase.Failed),
        (JobPhase.Running, "Interrupted", JobPhase.Pending),
        (JobPhase.Running, "Suspended", JobPhase.Pending),
        (JobPhase.Running, "CancelRequested", JobPhase.Cancelled),
        (JobPhase.Running, "OwnerDied", JobPhase.Running),
        (JobPhase.Running, "OwnerDied", JobPhase.Pending),
        (JobPhase.Running, "OwnerDied", JobPhase.Failed),
        (JobPhase.Running, "LeaseOver", JobPhase.Pending),
        (JobPhase.Running, "LeaseOver", JobPhase.Failed),
        (JobPhase.Succeeded, "RetryRequested", JobPhase.Pending),
        (JobPhase.Failed, "RetryRequested", JobPhase.Pending),
        (JobPhase.Cancelled, "RetryRequested", JobPhase.Pending),
        (JobPhase.Succeeded, "Deleted", null),
        (JobPhase.Failed, "Deleted", null),
        (JobPhase.Cancelled, "Deleted", null),
    ];

    private readonly HashSet<(Guid, Wish)> _wishes = [];
    private readonly Dictionary<Guid, bool> _cancelledBatches = [];

    public override string Name => "every-step-is-in-the-table";

    public override void OnAsking(Guid id, Wish wish) => _wishes.Add((id, wish));

    public override void OnBatchChanged(BatchRecord row)
    {
        _cancelledBatches[row.Id] = row.CancelledAt is not null;
    }

    public override void OnCommit(Commit commit)
    {
        if (commit.Writer is null) return;
        if (!IsPath(commit))
            Wrong($"job {commit.JobId} went from {commit.Before?.Phase.ToString() ?? "nothing"} to {commit.After?.Phase.ToString() ?? "nothing"}");
        if (commit.After is { } row && FaultOf(commit.Before, row) is { } fault)
            Wrong($"job {commit.JobId} ({row.Phase}, version {row.Version}): {fault}");
    }

    private bool IsPath(Commit commit)
    {
        var (from, to) = (commit.Before?.Phase, commit.After?.Phase);
        if (from == to && from is JobPhase.Waiting or JobPhase.Pending or JobPhase.Running && !commit.Starts) return true;
        var reached = new List<JobPhase?> { from };
        for (var i = 0; i < reached.Count; i++)
        {
            foreach (var step in Table.Where(step => step.From == reached[i] && IsPossible(commit, step.Event, first: i == 0)))
            {
                if (step.To == to) return true;
                if (!reached.Contains(step.To)) reached.Add(step.To);
            }
        }

        return false;
    }

    // Nothing is told of batches where the storage is real.
    private bool IsCancelled(Guid batch) => !_cancelledBatches.TryGetValue(batch, out var cancelled) || cancelled;

    private bool IsPossible(Commit commit, string happened, bool first) => happened switch
    {
        "CancelRequested" => _wishes.Contains((commit.JobId, Wish.Cancel)) || (commit.Before?.Batch is { } batch && IsCancelled(batch)),
        "RetryRequested" => _wishes.Contains((commit.JobId, Wish.Retry)),
        "Deleted" => _wishes.Contains((commit.JobId, Wish.Delete)),
        "OwnerDied" => first && commit.Before?.LeaseUntil is null,
        "LeaseOver" => first && commit.Before?.LeaseUntil is not null,
        "Succeeded" or "Failed" or "Suspended" or "Interrupted" => first,
        _ => true,
    };

    private static string? FaultOf(JobRecord? before, JobRecord row)
    {
        var runs = row.Phase == JobPhase.Running;
        if (runs != row.Token is not null || runs != row.Owner is not null) return "token and owner do not fit the phase";
        if ((runs && row.Pool is not null) != row.LeaseUntil is not null || row.LeaseUntil is null != row.LeaseFor is null) return "the lease does not fit the phase";
        if (row.Phase == JobPhase.Waiting == row.Awaits.IsEmpty) return "the parents that it waits for do not fit the phase";
        if (row.AwaitsSignal is not null && row.Phase != JobPhase.Pending) return "it waits for a signal in a phase in which it cannot";
        if (row.HasEnded != row.EndedAt is not null) return "the time of the end does not fit the phase";
        if (runs != (row.Attempts is [.., { Outcome: AttemptOutcome.Running }])) return "the last attempt does not fit the phase";
        if (before is not null && row.Version != before.Version + 1) return $"it follows version {before?.Version}";
        if (before is not null && row.AttemptNumber - before.AttemptNumber is not (0 or 1)) return "attempts were skipped";
        if (row.Attempts.Take(Math.Max(0, row.Attempts.Length - 1)).Any(attempt => attempt.Outcome == AttemptOutcome.Running))
            return "an earlier attempt was not closed";
        return null;
    }
}
