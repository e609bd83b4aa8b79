using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;

namespace OrleansJobs.Silo.Storage;

/// <summary>A job as a row: the values of <see cref="JobColumns"/>, in the same order, and back.</summary>
internal sealed class JobRow(JobRecord record)
{
    private readonly byte[] _detail = JsonSerializer.SerializeToUtf8Bytes(JobDetail.Of(record), StorageJson.Default.JobDetail);

    public void WriteIdentity<T>(T sink)
        where T : IColumnSink
    {
        sink.Id(record.Id);
        sink.Text(record.Queue);
        sink.Text(record.Kind);
        sink.Text(record.Tenant);
        sink.Integer(StoredTime.From(record.CreatedAt));
        sink.Text(record.Lane);
        sink.Integer(record.Cost == 1 ? null : record.Cost);
        sink.Text(record.DebounceKey);
        sink.Text(record.Schedule);
        sink.Text(record.Batch is { } batch ? BatchText(batch) : null);
    }

    public void WriteQueue<T>(T sink)
        where T : IColumnSink
    {
        sink.Text(record.Queue);
        sink.Text(record.Lane);
        sink.Integer(record.Cost == 1 ? null : record.Cost);
    }

    public void WriteState<T>(T sink)
        where T : IColumnSink
    {
        sink.Integer((int)record.Phase);
        sink.Integer(record.Priority);
        sink.Integer(StoredTime.From(record.RunAt));
        sink.Integer(StoredTime.From(record.ExpiresAt));
        sink.Integer(StoredTime.From(record.StartedAt));
        sink.Integer(StoredTime.From(record.EndedAt));
        sink.Integer(StoredTime.From(record.PurgeAt));
        sink.Text(record.Owner);
        sink.Id(record.Token);
        sink.Integer(record.Crashes);
        sink.Flag(record.OnProbation);
        sink.Flag(record.PayloadExpired);
        sink.Integer(record.Version);
        sink.Integer(record.Stamp);
        sink.Json(_detail);
        sink.Integer(StoredTime.From(record.DebounceUntil));
    }

    public void WritePayload<T>(T sink)
        where T : IColumnSink
    {
        sink.Json(Bytes(record.Checkpoint));
        sink.Json(Bytes(record.Input));
        sink.Json(Bytes(record.Result));
    }

    /// <summary>Reads <see cref="JobColumns.All"/>, or, <paramref name="brief"/>, without payload and attempts.</summary>
    public static JobRecord Read(DbDataReader row, bool brief)
    {
        var detail = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(25), StorageJson.Default.JobDetail)!;
        if (detail.Format > JobDetail.CurrentFormat)
            throw new InvalidDataException($"A job is stored in format {detail.Format}; this program knows {JobDetail.CurrentFormat}.");
        return new JobRecord
        {
            Seq = row.GetInt64(0),
            Id = ReadId(row, 1),
            Queue = row.GetString(2),
            Kind = row.GetString(3),
            Tenant = row.GetString(4),
            CreatedAt = StoredTime.To(row.GetInt64(5)),
            Phase = (JobPhase)row.GetInt16(11),
            Priority = row.GetInt32(12),
            RunAt = StoredTime.To(row.GetInt64(13)),
            ExpiresAt = StoredTime.Read(row, 14),
            StartedAt = StoredTime.Read(row, 15),
            EndedAt = StoredTime.Read(row, 16),
            PurgeAt = StoredTime.Read(row, 17),
            Owner = row.IsDBNull(18) ? null : row.GetString(18),
            Token = row.IsDBNull(19) ? null : ReadId(row, 19),
            Crashes = row.GetInt32(20),
            OnProbation = row.GetBoolean(21),
            PayloadExpired = row.GetBoolean(22),
            Version = row.GetInt64(23),
            Stamp = row.GetInt64(24),
            Number = row.IsDBNull(27) ? null : row.GetInt64(27),
            Lane = row.IsDBNull(6) ? null : row.GetString(6),
            Cost = row.IsDBNull(7) ? 1 : row.GetInt32(7),
            DebounceKey = row.IsDBNull(8) ? null : row.GetString(8),
            Batch = row.IsDBNull(10) ? null : Guid.ParseExact(row.GetString(10), "N"),
            CallbackOf = detail.CallbackOf,
            Schedule = row.IsDBNull(9) ? null : row.GetString(9),
            DebounceUntil = StoredTime.Read(row, 26),
            Tags = detail.Tags,
            Retry = detail.Retry,
            Timeout = detail.Timeout,
            Fingerprint = detail.Fingerprint,
            TraceParent = detail.TraceParent,
            Attempts = brief ? [] : detail.Attempts,
            Failures = detail.Failures,
            ProbationCrashes = detail.ProbationCrashes,
            Progress = detail.Progress,
            Error = detail.Error,
            CancelReason = detail.CancelReason,
            Signals = detail.Signals ?? [],
            AwaitsSignal = detail.AwaitsSignal,
            StepSeries = detail.StepSeries ?? 0,
            Parents = detail.Parents?.All ?? [],
            Awaits = detail.Parents?.Awaited ?? [],
            OnParentFailure = detail.Parents?.OnFailure ?? default,
            HasChildren = detail.Parents is { HasChildren: true },
            Checkpoint = brief ? null : ReadJson(row, 28),
            Input = brief ? null : ReadJson(row, 29),
            Result = brief ? null : ReadJson(row, 30),
        };
    }

    /// <summary>An id: PostgreSQL has a type for it, SQLite its 16 bytes in network order.</summary>
    public static Guid ReadId(DbDataReader row, int column) =>
        row.GetValue(column) is Guid id ? id : new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true);

    /// <summary>A batch as a text: so it is looked for as schedules and tags are.</summary>
    public static string BatchText(Guid batch) => batch.ToString("N");

    public static Json? ReadJson(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new Json { Utf8 = ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(column)) };

    public static byte[]? Bytes(Json? json) => json is null ? null : ImmutableCollectionsMarshal.AsArray(json.Utf8);
}
