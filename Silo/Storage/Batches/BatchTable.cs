using System.Data.Common;
using OrleansJobs.Grains.Batches;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Storage.Batches;

/// <summary>The table of batches. The writers count jobs in it in the commits that change them: see <see cref="BatchCounts"/>.</summary>
internal sealed class BatchTable(Database database) : IBatchStore
{
    private const string Columns =
        """
        seq, id, most, sealed, total, succeeded, failed, cancelled, created_at, cancelled_at, cancel_reason, completed_at, all_succeeded, due_at, detail
        """;

    public const string One = $"SELECT {Columns} FROM batches WHERE id = $1";

    public const string Many = $"SELECT {Columns} FROM batches WHERE seq < $1 ORDER BY seq DESC LIMIT $2";

    public const string Due = "SELECT id FROM batches WHERE due_at > 0 ORDER BY due_at LIMIT $1";

    public const string Unfinished =
        "SELECT j.seq, j.id FROM jobs j WHERE j.batch IS NOT NULL AND j.batch = $1 AND j.seq > $2 AND j.phase < 2 ORDER BY j.seq LIMIT $3";

    public const string SealOne = "UPDATE batches SET sealed = 1 WHERE id = $1";

    public const string CancelOne = $"{BatchCounts.Cancel} id = $3";

    public const string SettleOne = "UPDATE batches SET due_at = NULL WHERE id = $1 AND completed_at IS NOT NULL";

    private const string Insert =
        "INSERT INTO batches (id, most, created_at, detail, parent) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";

    public Task<BatchRecord?> Read(Guid id, CancellationToken cancellationToken) => database.Read(
        async (session, token) => (await session.Command(One, id).ReadAll(Read, token)).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<BatchRecord>> List(long before, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<BatchRecord>>(
            async (session, token) => await session.Command(Many, before, limit).ReadAll(Read, token), cancellationToken);

    public async Task<BatchRecord?> Create(BatchRecord batch)
    {
        var detail = BatchText.Of(batch.Id, batch.Spec, database.Sealing);
        var made = await database.Write((session, _) =>
        {
            if (batch.Spec is { Parent: { } parent, ParentToken: var attempt } && session.Scalar(session.Dialect.HoldAttempt, parent, attempt) is null) return null;
            session.Execute(Insert, batch.Id, batch.Most, StoredTime.From(batch.CreatedAt), detail, batch.Spec.Parent);
            return Find(session, batch.Id);
        });

        // Whether one that was there is the same can be told of what can be read only.
        return made is not null && BatchText.InputsOf(made.Spec).FirstOrDefault(SealedJson.Is) is { } closed
            ? throw SealedJson.Fault(SealedJson.FaultOf(closed, "The input of a callback")!)
            : made;
    }

    public Task<BatchRecord?> Seal(Guid id, DateTimeOffset now) => Change(id, now, SealOne, id);

    public Task<BatchRecord?> Cancel(Guid id, string? reason, DateTimeOffset now) =>
        Change(id, now, CancelOne, StoredTime.From(now), reason is null ? null : JobLogs.Storable(reason), id);

    public Task Settle(Guid id) => database.Write((session, _) => session.Execute(SettleOne, id));

    public Task<IReadOnlyList<Guid>> ReadDue(int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<Guid>>(
        async (session, token) => await session.Command(Due, limit).ReadAll(row => JobRow.ReadId(row, 0), token), cancellationToken);

    public Task<IReadOnlyList<BatchMember>> ReadUnfinished(Guid id, long after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<BatchMember>>(
            async (session, token) => await session.Command(Unfinished, JobRow.IdText(id), after, limit).ReadAll(
                row => new BatchMember(row.GetInt64(0), JobRow.ReadId(row, 1)), token),
            cancellationToken);

    private Task<BatchRecord?> Change(Guid id, DateTimeOffset now, string text, params object?[] values) => database.Write((session, _) =>
    {
        session.Execute(text, values);
        session.Execute(BatchCounts.Complete, StoredTime.From(now), id);
        return Find(session, id);
    });

    private BatchRecord? Find(Session session, Guid id) => session.Query(Read, One, id).SingleOrDefault();

    private BatchRecord Read(DbDataReader row) => new()
    {
        Seq = row.GetInt64(0),
        Id = JobRow.ReadId(row, 1),
        Most = row.GetInt32(2),
        Sealed = row.GetInt32(3) == 1,
        Total = row.GetInt64(4),
        Succeeded = row.GetInt64(5),
        Failed = row.GetInt64(6),
        Cancelled = row.GetInt64(7),
        CreatedAt = StoredTime.To(row.GetInt64(8)),
        CancelledAt = StoredTime.Read(row, 9),
        CancelReason = row.IsDBNull(10) ? null : row.GetString(10),
        CompletedAt = StoredTime.Read(row, 11),
        AllSucceeded = row.GetInt32(12) == 1,
        DueAt = StoredTime.Read(row, 13),
        Spec = BatchText.Read(JobRow.ReadId(row, 1), row.GetString(14), database.Sealing),
    };
}
