using System.Data.Common;
using System.Text.Json;
using OrleansJobs.Access;
using OrleansJobs.Grains.Access;

namespace OrleansJobs.Silo.Storage.Access;

/// <summary>The tables of API keys and of what operators changed.</summary>
internal sealed class AccessTable(Database database) : IAccessStore
{
    public const string Keys = "SELECT detail, used_at FROM api_keys ORDER BY id DESC";

    public const string Key = "SELECT detail, used_at FROM api_keys WHERE id = $1";

    public const string Audit =
        "SELECT seq, detail FROM audit WHERE seq < $1 AND (actor = $2 OR $2 = '') AND (target = $3 OR $3 = '') ORDER BY seq DESC LIMIT $4";

    public const string Forget = "DELETE FROM audit WHERE seq < (SELECT MIN(a.seq) + 10 FROM audit a) AND at < $1";

    private const string Count = "SELECT count(*) FROM api_keys";

    private const string Insert = "INSERT INTO api_keys (id, detail) VALUES ($1, $2)";

    private const string Used = "UPDATE api_keys SET used_at = $2 WHERE id = $1";

    private const string Delete = "DELETE FROM api_keys WHERE id = $1";

    private const string PutEntry =
        "INSERT INTO audit (id, at, actor, target, detail) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET detail = EXCLUDED.detail";

    public Task<IReadOnlyList<ApiKey>> ListKeys(CancellationToken cancellationToken) => database.Read<IReadOnlyList<ApiKey>>(
        async (session, token) => [.. (await session.Command(Keys).ReadAll(ReadKey, token)).Select(stored => stored.Key)], cancellationToken);

    public Task<StoredApiKey?> FindKey(Guid id, CancellationToken cancellationToken) => database.Read(
        async (session, token) => (await session.Command(Key, Text(id)).ReadAll(ReadKey, token)).SingleOrDefault(), cancellationToken);

    public Task<bool> AddKey(StoredApiKey key, int most)
    {
        var detail = JsonSerializer.Serialize(key, StorageJson.Default.StoredApiKey);
        return database.Write((session, _) =>
        {
            if (Convert.ToInt64(session.Scalar(Count), null) >= most) return false;
            session.Execute(Insert, Text(key.Key.Id), detail);
            return true;
        });
    }

    public Task KeyUsed(Guid id, DateTimeOffset at) => database.Write((session, _) => session.Execute(Used, Text(id), StoredTime.From(at)));

    public Task<bool> RemoveKey(Guid id) => database.Write((session, _) => session.Execute(Delete, Text(id)) > 0);

    public Task PutAudit(AuditEntry entry, DateTimeOffset forgetBefore)
    {
        var detail = JsonSerializer.Serialize(entry, StorageJson.Default.AuditEntry);
        return database.Write((session, _) =>
        {
            session.Execute(Forget, StoredTime.From(forgetBefore));
            return session.Execute(PutEntry, Text(entry.Id), StoredTime.From(entry.At), entry.Actor, entry.Target, detail);
        });
    }

    public Task<IReadOnlyList<(long Place, AuditEntry Entry)>> ListAudit(AuditFilter filter, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<(long, AuditEntry)>>(
            async (session, token) => await session.Command(Audit, filter.Before ?? long.MaxValue, filter.Actor ?? "", filter.Target ?? "", filter.Limit).ReadAll(
                row => (row.GetInt64(0), JsonSerializer.Deserialize(row.GetString(1), StorageJson.Default.AuditEntry)!), token),
            cancellationToken);

    private static string Text(Guid id) => id.ToString("N");

    private static StoredApiKey ReadKey(DbDataReader row)
    {
        var stored = JsonSerializer.Deserialize(row.GetString(0), StorageJson.Default.StoredApiKey)!;
        return row.IsDBNull(1) ? stored : stored with { Key = stored.Key with { LastUsedAt = StoredTime.To(row.GetInt64(1)) } };
    }
}
