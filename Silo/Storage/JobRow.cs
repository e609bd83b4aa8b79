using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Workers;

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
        sink.Text(IdText(record.Batch));
        sink.Text(OfferedRows.LineOf(record));
        sink.Text(IdText(record.ReplayOf));
    }

    public void WriteQueue<T>(T sink)
        where T : IColumnSink
    {
        sink.Text(record.Queue);
        sink.Text(record.Lane);
        sink.Integer(record.Cost == 1 ? null : record.Cost);
        sink.Text(OfferedRows.LineOf(record));
    }

    public void WriteState<T>(T sink)
        where T : IColumnSink
    {
        sink.Integer(OfferedRows.PhaseOf(record));
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
        sink.Integer(StoredTime.From(record.LeaseUntil));
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
        var detail = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(27), StorageJson.Default.JobDetail)!;
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
            Phase = OfferedRows.PhaseOf(row.GetInt16(13)),
            Pool = row.IsDBNull(11) ? null : OfferedRows.PoolOf(row.GetString(11)),
            LeaseUntil = StoredTime.Read(row, 29),
            Priority = row.GetInt32(14),
            RunAt = StoredTime.To(row.GetInt64(15)),
            ExpiresAt = StoredTime.Read(row, 16),
            StartedAt = StoredTime.Read(row, 17),
            EndedAt = StoredTime.Read(row, 18),
            PurgeAt = StoredTime.Read(row, 19),
            Owner = row.IsDBNull(20) ? null : row.GetString(20),
            Token = row.IsDBNull(21) ? null : ReadId(row, 21),
            Crashes = row.GetInt32(22),
            OnProbation = row.GetBoolean(23),
            PayloadExpired = row.GetBoolean(24),
            Version = row.GetInt64(25),
            Stamp = row.GetInt64(26),
            Number = row.IsDBNull(30) ? null : row.GetInt64(30),
            Lane = row.IsDBNull(6) ? null : row.GetString(6),
            Cost = row.IsDBNull(7) ? 1 : row.GetInt32(7),
            DebounceKey = row.IsDBNull(8) ? null : row.GetString(8),
            Batch = ReadIdText(row, 10),
            ReplayOf = ReadIdText(row, 12),
            CallbackOf = detail.CallbackOf,
            Webhook = detail.Webhook,
            Schedule = row.IsDBNull(9) ? null : row.GetString(9),
            DebounceUntil = StoredTime.Read(row, 28),
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
            LeaseFor = detail.Lease?.For,
            LogLines = detail.Lease?.LogLines ?? 0,
            LostLeases = detail.Lease?.Lost ?? 0,
            LastToken = detail.Lease?.LastToken,
            LastOutcome = detail.Lease?.LastOutcome,
            Parents = detail.Parents?.All ?? [],
            Awaits = detail.Parents?.Awaited ?? [],
            OnParentFailure = detail.Parents?.OnFailure ?? default,
            HasChildren = detail.Parents is { HasChildren: true },
            Checkpoint = brief ? null : ReadJson(row, 31),
            Input = brief ? null : ReadJson(row, 32),
            Result = brief ? null : ReadJson(row, 33),
        };
    }

    /// <summary>An id: PostgreSQL has a type for it, SQLite its 16 bytes in network order.</summary>
    public static Guid ReadId(DbDataReader row, int column) =>
        row.GetValue(column) is Guid id ? id : new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true);

    /// <summary>A batch, or the job that is replayed, as a text: so it is looked for as schedules and tags are.</summary>
    public static string? IdText(Guid? id) => id?.ToString("N");

    private static Guid? ReadIdText(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Guid.ParseExact(row.GetString(column), "N");

    public static Json? ReadJson(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new Json { Utf8 = ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(column)) };

    public static byte[]? Bytes(Json? json) => json is null ? null : ImmutableCollectionsMarshal.AsArray(json.Utf8);
}
