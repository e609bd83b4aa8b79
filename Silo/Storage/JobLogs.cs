using System.Text;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>The log lines of jobs, as rows.</summary>
internal static class JobLogs
{
    /// <summary>A line that is there already stays as it is.</summary>
    public const string Insert =
        "INSERT INTO job_logs (job, attempt, number, at, text) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (job, attempt, number) DO NOTHING";

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
