using OrleansJobs.Grains.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>
/// Of each end of a job with a webhook one other job tells, as it was, and of no end that there was not. What is deleted before need not be told.
/// </summary>
internal sealed class EndsAreTold : Checker
{
    private readonly Dictionary<Guid, (Guid Job, JobPhase End)> _ends = [];
    private readonly HashSet<Guid> _told = [];
    private readonly HashSet<Guid> _toDelete = [];

    public override string Name => "ends-are-told";

    public override void OnAsking(Guid id, Wish wish)
    {
        if (wish == Wish.Delete) _toDelete.Add(id);
    }

    public override void OnCommit(Commit commit)
    {
        if (commit.After is not { } after) return;
        if (after is { HasEnded: true, Delivery: { } delivery } && !_ends.TryAdd(delivery, (after.Id, after.Phase)) && commit.Before?.HasEnded != true)
            Wrong($"two ends of job {after.Id} would be told by one job");
        if (commit.Before is null && after.Kind == "webhook") CheckDelivery(after);
    }

    public override void OnQuiet(IReadOnlyList<JobRecord> rows)
    {
        foreach (var (delivery, (job, end)) in _ends)
        {
            if (!_told.Contains(delivery) && !_toDelete.Contains(job)) Wrong($"nobody is told that job {job} has ended as {end}");
        }
    }

    private void CheckDelivery(JobRecord delivery)
    {
        if (!_ends.TryGetValue(delivery.Id, out var told)) Wrong($"job {delivery.Id} tells of an end that there was not");
        else if (!$"{delivery.Input}".Contains($"\"type\":\"job.{told.End.ToString().ToLowerInvariant()}\"", StringComparison.Ordinal))
            Wrong($"job {delivery.Id} tells of another end than that of job {told.Job}, which has ended as {told.End}");
        if (!_told.Add(delivery.Id)) Wrong($"job {delivery.Id} is made twice");
    }
}
