using OrleansJobs.Grains.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Silo.Storage;

public abstract partial class StoreContract
{
    private const string Recount =
        """
        SELECT COUNT(*) FROM (
            SELECT queue, kind, phase, SUM(count) AS n FROM job_counts GROUP BY queue, kind, phase HAVING SUM(count) <> 0
            EXCEPT SELECT queue, kind, phase, COUNT(*) FROM (SELECT queue, kind, CASE phase WHEN -2 THEN 0 ELSE phase END AS phase FROM jobs) j
                   GROUP BY queue, kind, phase) a
        """;

    private const string Uncounted =
        """
        SELECT COUNT(*) FROM (
            SELECT queue, kind, phase, COUNT(*) FROM (SELECT queue, kind, CASE phase WHEN -2 THEN 0 ELSE phase END AS phase FROM jobs) j
            GROUP BY queue, kind, phase
            EXCEPT SELECT queue, kind, phase, SUM(count) AS n FROM job_counts GROUP BY queue, kind, phase) a
        """;

    [StoreFact]
    public async Task Counts_equal_a_recount_after_any_operations()
    {
        var random = new Random(20260102);
        var jobs = new List<JobRecord>();
        for (var round = 0; round < 40; round++)
        {
            // Distinct jobs, so that those of one round can share a commit; some name a wrong version or epoch.
            var writes = jobs.OrderBy(_ => random.Next()).Take(20).Select(job => (Before: (JobRecord?)job, After: Step(job, random)))
                .Concat(Enumerable.Range(0, 10).Select(_ => (Before: (JobRecord?)null, After: Rows.Pending($"q{random.Next(3)}", $"k{random.Next(3)}") with { Pool = random.Next(3) == 0 ? "k" : null })))
                .ToList();
            var commits = await Task.WhenAll(writes.Select(write => Jobs.Write(
                random.Next(5) == 0 && write.Before is { } row ? row with { Version = 99 } : write.Before, write.After, epoch: random.Next(7) == 0 ? 99 : null)));
            for (var i = 0; i < writes.Count; i++)
            {
                if (commits[i].Outcome != CommitOutcome.Committed) continue;
                jobs.RemoveAll(job => job.Id == writes[i].After.Id);
                jobs.Add(writes[i].After with { Seq = commits[i].Seq });
            }

            if (round % 10 != 9) continue;
            await Jobs.Expire(Rows.Now, Rows.KeepFor(TimeSpan.Zero), 7, CancellationToken.None);
            for (var i = jobs.Count - 1; i >= 0; i--)
            {
                if (await Jobs.Read(jobs[i].Id, CancellationToken.None) is { } row) jobs[i] = row;
                else jobs.RemoveAt(i);
            }
        }

        Assert.Equal(jobs.Count, Number("SELECT COUNT(*) FROM jobs"));
        Assert.Equal(0, Number(Recount));
        Assert.Equal(0, Number(Uncounted));
    }

    private static JobRecord Step(JobRecord job, Random random) => job.Phase switch
    {
        JobPhase.Pending => job.Run(),
        JobPhase.Running => job.End((JobPhase)random.Next(2, 5), Rows.Now),
        _ => job.Next() with { Phase = JobPhase.Pending, EndedAt = null, PurgeAt = null, PayloadExpired = false },
    };
}
