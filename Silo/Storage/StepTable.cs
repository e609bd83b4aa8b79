using System.Data.Common;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Sealing;

namespace OrleansJobs.Silo.Storage;

/// <summary>The steps of jobs that have been done, as rows. The writers insert them with the writes of the jobs.</summary>
internal sealed class StepTable(Database database) : IStepStore
{
    /// <summary>A step that is there already stays as it is.</summary>
    public const string Insert = "INSERT INTO job_steps (job, series, name, value) VALUES ($1, $2, $3, $4) ON CONFLICT (job, series, name) DO NOTHING";

    public const string Some = "SELECT name, value FROM job_steps WHERE job = $1 AND series = $2 AND name > $3 ORDER BY name LIMIT $4";

    public const string OfSeries = "SELECT name, value FROM job_steps WHERE job = $1 AND series = $2";

    public Task<IReadOnlyList<JobStep>> ReadSteps(JobRecord job, CancellationToken cancellationToken) =>
        Read(job, session => session.Command(OfSeries, job.Seq, job.StepSeries), cancellationToken);

    public Task<IReadOnlyList<JobStep>> ListSteps(JobRecord job, string after, int limit, CancellationToken cancellationToken) =>
        Read(job, session => session.Command(Some, job.Seq, job.StepSeries, after, limit), cancellationToken);

    public static void Write<T>(T sink, long job, int series, JobStep step)
        where T : IColumnSink
    {
        sink.Integer(job);
        sink.Integer(series);
        sink.Text(JobLogs.Storable(step.Name));
        sink.Json(JobRow.Bytes(step.Value));
    }

    private async Task<IReadOnlyList<JobStep>> Read(JobRecord job, Func<Session, DbCommand> query, CancellationToken cancellationToken)
    {
        var stored = await database.Read(
            (session, token) => query(session).ReadAll(row => new JobStep { Name = row.GetString(0), Value = JobRow.ReadJson(row, 1)! }, token), cancellationToken);
        return [.. stored.Select(step => Open(job, step))];
    }

    private JobStep Open(JobRecord job, JobStep stored)
    {
        if (!SealedJson.Is(stored.Value)) return stored;
        var value = database.Sealing.Open(stored.Value, RowSealing.PlaceOf(job.Id, job.StepSeries, stored.Name));
        return SealedJson.FaultOf(value, $"The step \"{stored.Name}\"") is { } fault ? throw SealedJson.Fault(fault) : stored with { Value = value! };
    }
}
