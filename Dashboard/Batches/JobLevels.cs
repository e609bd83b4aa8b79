using OrleansJobs.Client;

namespace OrleansJobs.Dashboard.Batches;

/// <summary>Orders jobs by who waits for whom. Pure.</summary>
internal static class JobLevels
{
    /// <summary>First those that wait for none of them, then those that wait for these alone, and so on.</summary>
    public static List<List<Job>> Of(IReadOnlyList<Job> jobs)
    {
        var levels = new List<List<Job>>();
        var (left, placed) = (jobs.ToList(), new HashSet<Guid>());
        var known = jobs.Select(job => job.Id).ToHashSet();
        while (left.Count > 0)
        {
            var next = left.Where(job => (job.Parents ?? []).All(parent => placed.Contains(parent) || !known.Contains(parent))).ToList();
            // There are no cycles; what was read in the middle of a change might look like one.
            if (next.Count == 0) next = [.. left];
            levels.Add(next);
            placed.UnionWith(next.Select(job => job.Id));
            left = left.Except(next).ToList();
        }

        return levels;
    }
}
