using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Simulation.Store;

/// <summary>The steps that have been done, in a world's database: what is committed.</summary>
internal sealed class StepRows(Plant plant)
{
    private readonly Dictionary<(Guid Job, long Seq, int Series), Dictionary<string, JobStep>> _rows = [];

    /// <summary>What a committed write of a job adds.</summary>
    public void Write(JobWrite write, long seq)
    {
        if (plant == Plant.StepsForgotten) return;
        foreach (var (series, step) in write.Steps)
        {
            if (plant == Plant.SignalsForgotten && step.Name.StartsWith("signal:", StringComparison.Ordinal)) continue;
            var key = (write.After.Id, seq, series);
            if (!_rows.TryGetValue(key, out var steps)) _rows[key] = steps = new Dictionary<string, JobStep>(StringComparer.Ordinal);
            steps.TryAdd(step.Name, step);
        }
    }

    public IReadOnlyList<JobStep> List(JobRecord job, string after, int limit) =>
        [.. Read(job).SkipWhile(step => string.CompareOrdinal(step.Name, after) <= 0).Take(limit)];

    public IReadOnlyList<JobStep> Read(JobRecord job) =>
        _rows.TryGetValue((job.Id, job.Seq, job.StepSeries), out var steps) ? [.. steps.Values.OrderBy(step => step.Name, StringComparer.Ordinal)] : [];
}
