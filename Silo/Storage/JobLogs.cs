using System.Text;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>The log lines of jobs, as rows.</summary>
internal static class JobLogs
{
    /// <summary>A line that is there already stays as it is.</summary>
    public const string Insert =
        "INSERT INTO job_logs (job, attempt, number, at, text) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (job, attempt, number) DO NOTHING";

    /// <summary>One range of the primary key: behind attempt $2, line $3; up to attempt $4.</summary>
    public const string Page =
        """
        SELECT l.attempt, l.number, l.at, l.text FROM job_logs l
        WHERE l.job = $1 AND (l.attempt, l.number) > ($2, $3) AND l.attempt <= $4
        ORDER BY l.attempt, l.number LIMIT $5
        """;

    private const string SeqOf = "SELECT j.seq FROM jobs j WHERE j.id = $1";

    /// <summary>The lines that match; null if there is no such job.</summary>
    public static async Task<IReadOnlyList<JobLogLine>?> Read(Session session, JobLogFilter filter, CancellationToken cancellationToken)
    {
        var jobs = await session.Command(SeqOf, filter.JobId).ReadAll(row => row.GetInt64(0), cancellationToken);
        if (jobs.Count == 0) return null;

        // All lines of earlier attempts stand before line 0 of the one asked for.
        var after = filter.Attempt is { } only && filter.After.Attempt < only ? new JobLogPosition { Attempt = only, Number = 0 } : filter.After;
        return await session.Command(Page, jobs[0], after.Attempt, after.Number, filter.Attempt ?? int.MaxValue, filter.Limit).ReadAll(
            row => new JobLogLine
            {
                Attempt = row.GetInt32(0),
                Number = row.GetInt32(1),
                At = StoredTime.To(row.GetInt64(2)),
                Text = row.GetString(3),
            }, cancellationToken);
    }

    public static void Write<T>(T sink, long job, JobLogLine line)
        where T : IColumnSink
    {
        sink.Integer(job);
        sink.Integer(line.Attempt);
        sink.Integer(line.Number);
        sink.Integer(StoredTime.From(line.At));
        sink.Text(Storable(line.Text));
    }

    /// <summary>
    /// A handler may log anything; PostgreSQL's text cannot hold the character NUL, nor UTF-8 half a surrogate pair.
    /// Both become U+FFFD.
    /// </summary>
    public static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
