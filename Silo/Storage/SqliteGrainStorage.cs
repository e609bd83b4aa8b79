using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace OrleansJobs.Silo.Storage;

/// <summary>
/// The states of grains without a table of their own, in Microsoft Orleans' table OrleansStorage, row by row as its AdoNet
/// provider writes them. The etag is the row's version. A cleared state keeps its row, without payload.
/// </summary>
/// <remarks>
/// Orleans' provider works on SQLite too, with connections of its own. They meet the lock of the engine's writer, for which they
/// wait in steps of 150 ms on the threads that run grains: a zoo that does 2,500 queries a second here does 240 there. So on
/// SQLite all writes share the one writer and its commits, and no write escapes the check of who owns the database.
/// </remarks>
internal sealed class SqliteGrainStorage(
    Database database, IGrainStorageSerializer serializer, IOptions<StorageOptions> options, TimeProvider time) : IGrainStorage
{
    private const string Row =
        """
        GrainIdHash = $1 AND GrainTypeHash = $2 AND GrainIdN0 = $3 AND GrainIdN1 = $4 AND GrainTypeString = $5
        AND (GrainIdExtensionString = $6 OR (GrainIdExtensionString IS NULL AND CAST($6 AS text) IS NULL)) AND ServiceId = $7
        """;

    public const string Select = $"SELECT PayloadBinary, Version FROM OrleansStorage WHERE {Row}";

    public const string Update =
        $"UPDATE OrleansStorage SET PayloadBinary = $9, ModifiedOn = $10, Version = Version + 1 WHERE {Row} AND Version = $8 RETURNING Version";

    private const string Insert =
        """
        INSERT INTO OrleansStorage (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString,
                                    ServiceId, PayloadBinary, ModifiedOn, Version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
        """;

    private readonly string _service = options.Value.ServiceId;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = new GrainStateKey(stateName, grainId);
        var rows = await database.Read(
            (session, token) => session.Command(Select, KeyValues(key)).ReadAll(
                row => (Payload: row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), Version: row.GetInt32(1)), token),
            CancellationToken.None);

        var (payload, version) = rows.SingleOrDefault();
        grainState.State = payload is null ? Fresh<T>() : serializer.Deserialize<T>(new BinaryData(payload))!;
        grainState.ETag = rows.Count == 0 ? null : Etag(version);
        grainState.RecordExists = payload is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await Write(stateName, grainId, grainState.ETag, serializer.Serialize(grainState.State).ToArray());
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is null)
        {
            await ReadStateAsync(stateName, grainId, grainState);
            if (!grainState.RecordExists) return;
        }

        grainState.ETag = await Write(stateName, grainId, grainState.ETag, null);
        grainState.RecordExists = false;
        grainState.State = Fresh<T>();
    }

    private async Task<string> Write(string stateName, GrainId grainId, string? etag, byte[]? payload)
    {
        var key = new GrainStateKey(stateName, grainId);
        var now = DateTime.SpecifyKind(time.GetUtcNow().UtcDateTime, DateTimeKind.Unspecified);
        var version = await database.Write((session, _) => etag is null
            ? InsertRow(session, key, payload, now)
            : UpdateRow(session, key, int.Parse(etag, CultureInfo.InvariantCulture), payload, now));
        return version is { } written
            ? Etag(written)
            : throw new InconsistentStateException($"The state {stateName} of {grainId} was changed by somebody else since version {etag ?? "none"}.", null, etag);
    }

    /// <summary>The new version; null if there is a row.</summary>
    private int? InsertRow(Session session, GrainStateKey key, byte[]? payload, DateTime now)
    {
        if (session.Query(_ => true, Select, KeyValues(key)).Count > 0) return null;
        session.Execute(Insert, [.. KeyValues(key), payload, now]);
        return 1;
    }

    /// <summary>The new version; null if the row has another one than expected.</summary>
    private int? UpdateRow(Session session, GrainStateKey key, int version, byte[]? payload, DateTime now) =>
        session.Scalar(Update, [.. KeyValues(key), version, payload, now]) is { } written
            ? Convert.ToInt32(written, CultureInfo.InvariantCulture)
            : null;

    private object?[] KeyValues(GrainStateKey key) =>
        [key.IdHash, key.TypeHash, key.N0, key.N1, key.TypeString, key.Extension, _service];

    private static string Etag(int version) => version.ToString(CultureInfo.InvariantCulture);

    // As Orleans does: a type without a public constructor starts with all members default.
    private static T Fresh<T>() => typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null
        ? Activator.CreateInstance<T>()
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
