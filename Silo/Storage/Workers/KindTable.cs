using System.Text.Json;
using OrleansJobs.Grains.Workers;
using OrleansJobs.Workers;

namespace OrleansJobs.Silo.Storage.Workers;

/// <summary>The table of kinds that workers outside run, one row a name.</summary>
internal sealed class KindTable(Database database) : IKindStore
{
    public const string All = "SELECT detail FROM kinds WHERE name > '' ORDER BY name";

    private const string Insert = "INSERT INTO kinds (name, detail) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";

    private const string Update = "UPDATE kinds SET detail = $2 WHERE name = $1";

    private const string Delete = "DELETE FROM kinds WHERE name = $1";

    public Task<bool> PutKind(OutsideKind kind)
    {
        var detail = JsonSerializer.Serialize(kind, StorageJson.Default.OutsideKind);
        return database.Write((session, _) =>
        {
            if (session.Execute(Insert, kind.Name, detail) > 0) return true;
            session.Execute(Update, kind.Name, detail);
            return false;
        });
    }

    public Task<bool> RemoveKind(string name) => database.Write((session, _) => session.Execute(Delete, name) > 0);

    public Task<IReadOnlyList<OutsideKind>> ListKinds(CancellationToken cancellationToken) => database.Read<IReadOnlyList<OutsideKind>>(
        async (session, token) => await session.Command(All).ReadAll(row => JsonSerializer.Deserialize(row.GetString(0), StorageJson.Default.OutsideKind)!, token),
        cancellationToken);
}
