using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Batches;
using OrleansJobs.Silo.Storage.Copy;
using OrleansJobs.Silo.Storage.Schedules;

namespace OrleansJobs.Silo.Storage.Sealing;

/// <summary>
/// Writes anew every value that is not as a new one would be: sealed with another key than the current one, or not sealed though there is
/// one. In small commits: it may be interrupted, and run again finds what is left.
/// </summary>
internal sealed class Reseal(CopyEnd place, RowSealing sealing)
{
    private const int RowsAtOnce = 50;

    private const string Jobs = "SELECT seq, id, checkpoint, input, result FROM jobs WHERE seq > $1 ORDER BY seq LIMIT $2";

    private const string Steps =
        """
        SELECT s.job, j.id, s.series, s.name, s.value FROM job_steps s JOIN jobs j ON j.seq = s.job
        WHERE (s.job, s.series, s.name) > ($1, $2, $3) ORDER BY s.job, s.series, s.name LIMIT $4
        """;

    private const string Schedules = "SELECT name, detail FROM schedules WHERE name > $1 ORDER BY name LIMIT $2";

    private const string Batches = "SELECT seq, id, detail FROM batches WHERE seq > $1 ORDER BY seq LIMIT $2";

    private readonly SortedSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);

    private sealed record JobValues(long Seq, Guid Id, Json? Checkpoint, Json? Input, Json? Result);

    private sealed record StepValue(long Job, Guid Id, int Series, string Name, Json Value);

    private sealed record ScheduleDetail(string Name, string Text);

    private sealed record BatchDetail(long Seq, Guid Id, string Text);

    /// <summary>The keys of values that cannot be opened, and are as they were.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>Does it.</summary>
    /// <returns>How many rows were written.</returns>
    public long Run() => RunJobs() + RunSteps() + RunSchedules() + RunBatches();

    private long RunJobs() => Renew<JobValues>(
        last => place.Reader.Query(
            row => new JobValues(row.GetInt64(0), JobRow.ReadId(row, 1), JobRow.ReadJson(row, 2), JobRow.ReadJson(row, 3), JobRow.ReadJson(row, 4)),
            Jobs, last?.Seq ?? 0, RowsAtOnce),
        job =>
        {
            Json?[] stored = [job.Checkpoint, job.Input, job.Result];
            Json?[] renewed = [.. stored.Zip(["checkpoint", "input", "result"], (value, column) => Renewed(value, RowSealing.PlaceOf(job.Id, column)))];
            return stored.SequenceEqual(renewed) ? null : [.. renewed.Select(value => value?.ToString()), job.Seq];
        },
        $"UPDATE jobs SET checkpoint = {AsJson("$1")}, input = {AsJson("$2")}, result = {AsJson("$3")} WHERE seq = $4");

    private long RunSteps() => Renew<StepValue>(
        last => place.Reader.Query(
            row => new StepValue(row.GetInt64(0), JobRow.ReadId(row, 1), row.GetInt32(2), row.GetString(3), JobRow.ReadJson(row, 4)!),
            Steps, last?.Job ?? 0, last?.Series ?? 0, last?.Name ?? "", RowsAtOnce),
        step => Renewed(step.Value, RowSealing.PlaceOf(step.Id, step.Series, step.Name)) is var renewed && renewed == step.Value
            ? null
            : [$"{renewed}", step.Job, step.Series, step.Name],
        $"UPDATE job_steps SET value = {AsJson("$1")} WHERE job = $2 AND series = $3 AND name = $4");

    private long RunSchedules() => Renew<ScheduleDetail>(
        last => place.Reader.Query(row => new ScheduleDetail(row.GetString(0), row.GetString(1)), Schedules, last?.Name ?? "", RowsAtOnce),
        row =>
        {
            var schedule = ScheduleText.Read(row.Text, sealing);
            return IsStale(row.Text, [schedule.Spec.Job.Input]) ? [ScheduleText.Of(schedule, sealing), row.Name] : null;
        },
        "UPDATE schedules SET detail = $1 WHERE name = $2");

    private long RunBatches() => Renew<BatchDetail>(
        last => place.Reader.Query(row => new BatchDetail(row.GetInt64(0), JobRow.ReadId(row, 1), row.GetString(2)), Batches, last?.Seq ?? 0, RowsAtOnce),
        row =>
        {
            var spec = BatchText.Read(row.Id, row.Text, sealing);
            return IsStale(row.Text, BatchText.InputsOf(spec)) ? [BatchText.Of(row.Id, spec, sealing), row.Seq] : null;
        },
        "UPDATE batches SET detail = $1 WHERE seq = $2");

    /// <summary>Goes through a table, a page a commit.</summary>
    /// <param name="pageAfter">The rows after one, or the first ones.</param>
    /// <param name="changed">The values of the update of a row; null: it stays.</param>
    /// <param name="update">The update.</param>
    private long Renew<T>(Func<T?, List<T>> pageAfter, Func<T, object?[]?> changed, string update)
        where T : class
    {
        var written = 0L;
        for (var page = pageAfter(null); page.Count > 0; page = pageAfter(page[^1]))
        {
            object?[][] changes = [.. page.Select(changed).OfType<object?[]>()];
            if (changes.Length > 0) written += place.Commit(session => changes.Sum(values => session.Execute(update, values)));
        }

        return written;
    }

    private Json? Renewed(Json? stored, string at) =>
        sealing.IsCurrent(stored) || sealing.Open(stored, at) is not { } plain || IsMissing(plain) ? stored : sealing.Seal(plain, at);

    /// <summary>Whether any of the inputs is stored otherwise than it would be now, and can be.</summary>
    private bool IsStale(string text, Json?[] opened) => opened
        .Zip(SealedLines.Split(text, opened.Length)?.Inputs ?? opened, (input, stored) => !sealing.IsCurrent(stored) && !IsMissing(input))
        .ToList().Contains(true);

    private bool IsMissing(Json? opened)
    {
        if (opened is null || SealedJson.KeyOf(opened.Utf8.AsSpan()) is not { } key) return false;
        _missing.Add(key);
        return true;
    }

    private string AsJson(string parameter) => place.Reader.Dialect.AsJson(parameter);
}
