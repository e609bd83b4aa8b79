namespace OrleansJobs.Client.Json;

/// <summary>
/// Enumerations as words, "timedOut" or "queue-full". A word that is not known, as a newer server may have, is read as the value 0, which every
/// enumeration here calls Unknown.
/// </summary>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Values.GetValueOrDefault(reader.GetString()!.Replace("-", "", StringComparison.Ordinal));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Word(value));

    /// <summary>The word in camelCase, in which all are that are sent.</summary>
    public static string Word(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
