using OrleansJobs.Jobs;
using OrleansJobs.Simulation.Store;

namespace OrleansJobs.Simulation.Checks;

/// <summary>Who begins to read a job after its end was committed is told of that end, or of what came later.</summary>
internal sealed class ReadsAreFresh : Checker
{
    private readonly Dictionary<Guid, long> _ended = [];
    private readonly Dictionary<int, (Guid Id, long Version)> _expected = [];

    public override string Name => "reads-are-fresh";

    public override void OnCommit(Commit commit)
    {
        if (commit.After is { HasEnded: true } ended) _ended[ended.Id] = ended.Version;
        if (commit.After is null) Forget(commit.JobId);
    }

    public override void OnReading(int read, Guid id)
    {
        if (_ended.TryGetValue(id, out var version)) _expected[read] = (id, version);
    }

    public override void OnRead(int? read, Guid id, Job? job)
    {
        if (job is null || read is not { } number || !_expected.Remove(number, out var end)) return;
        if (job.Version < end.Version)
            Wrong($"job {id} was answered as {job.State}, version {job.Version}, after its end, version {end.Version}, was committed");
    }

    /// <summary>A job that is made under the id of a deleted one is another job.</summary>
    private void Forget(Guid id)
    {
        _ended.Remove(id);
        foreach (var (read, _) in _expected.Where(expected => expected.Value.Id == id).ToList()) _expected.Remove(read);
    }
}
