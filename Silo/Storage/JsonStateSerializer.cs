using System.Text.Json;
using Orleans.Storage;

namespace OrleansJobs.Silo.Storage;

/// <summary>Writes grain states as JSON with web names. On SQLite and on PostgreSQL, so that a copied database is read.</summary>
public sealed class JsonStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, JsonSerializerOptions.Web));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, JsonSerializerOptions.Web);
}
