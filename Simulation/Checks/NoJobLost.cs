using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;
using OrleansJobs.Simulation.Traffic;

namespace OrleansJobs.Simulation.Checks;

/// <summary>Whatever a caller was told of a job was committed before, and stays until somebody deletes the job.</summary>
internal sealed class NoJobLost : Checker
{
    private readonly Dictionary<(Guid Id, long Version), List<JobRecord>> _committed = [];
    private readonly HashSet<Guid> _toDelete = [];
    private readonly Dictionary<Guid, long> _acknowledged = [];

    public override string Name => "no-job-lost";

    public override void OnAsking(Guid id, Wish wish)
    {
        if (wish == Wish.Delete) _toDelete.Add(id);
    }

    public override void OnSubmitted(string? key, Guid id, JobSpec spec, SubmitResult result)
    {
        if (result is SubmitResult.Accepted { Job: var accepted }) Acknowledge(accepted);
        if (result is SubmitResult.Existing { Job: var existing }) Acknowledge(existing);
    }

    public override void OnChanged(Guid id, Wish wish, ChangeResult result)
    {
        if (wish != Wish.Delete && result is ChangeResult.Changed { Job: var job }) Acknowledge(job);
    }

    public override void OnRead(int? read, Guid id, Job? job)
    {
        if (job is not null) Acknowledge(job);
    }

    public override void OnCommit(Commit commit)
    {
        if (commit.After is { } after)
        {
            if (!_committed.TryGetValue((after.Id, after.Version), out var rows)) _committed[(after.Id, after.Version)] = rows = [];
            rows.Add(after);
        }
        else if (!_toDelete.Contains(commit.JobId))
        {
            Wrong($"job {commit.JobId} was deleted, and nobody had asked for it");
        }
    }

    public override void OnQuiet(IReadOnlyList<JobRecord> rows)
    {
        var stored = rows.ToDictionary(row => row.Id);
        foreach (var (id, version) in _acknowledged)
        {
            if (_toDelete.Contains(id)) continue;
            var row = stored.GetValueOrDefault(id);
            if (row is null || row.Version < version)
                Wrong($"job {id} was acknowledged with version {version}, and what is stored is {row?.Version.ToString() ?? "nothing"}");
        }
    }

    private void Acknowledge(Job job)
    {
        var rows = _committed.GetValueOrDefault((job.Id, job.Version), []);
        if (!rows.Exists(row => Shows(row, job)))
            Wrong($"job {job.Id} was acknowledged as {job.State} with version {job.Version}, which was never committed");
        _acknowledged[job.Id] = Math.Max(_acknowledged.GetValueOrDefault(job.Id), job.Version);
    }

    private static bool Shows(JobRecord row, Job job) => row.Phase switch
    {
        JobPhase.Waiting => job.State == JobState.Waiting,
        JobPhase.Pending => job.State is JobState.Scheduled or JobState.Queued,
        JobPhase.Running => job.State == JobState.Running,
        JobPhase.Succeeded => job.State == JobState.Succeeded && Equals(row.Result, job.Result),
        JobPhase.Failed => job.State == JobState.Failed,
        JobPhase.Cancelled => job.State == JobState.Cancelled,
        _ => false,
    };
}
