namespace OrleansJobs.Silo.Storage.Sealing;

/// <summary>Configuration section "Storage:Encryption": whether inputs and results are encrypted where they are stored. All silos have the same.</summary>
public sealed class EncryptionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = $"{StorageOptions.Section}:Encryption";

    private const int LongestId = 32;

    /// <summary>
    /// Keys by their ids, each 32 random bytes in base64, such as "openssl rand -base64 32" makes: what is sealed with one of them can be
    /// read. Ids have 1 to 32 letters, digits, dots, underscores and hyphens; upper and lower case are the same. Default none.
    /// </summary>
    public Dictionary<string, string> Keys { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The id of the key with which new values are sealed. Null, the default: they are stored as they are.</summary>
    public string? Key { get; set; }

    /// <summary>Every setting that is not allowed. Without the keys: they are secrets.</summary>
    internal IEnumerable<string> Faults()
    {
        foreach (var (id, key) in Keys)
        {
            if (!IsId(id)) yield return $"{Section}:Keys: \"{id}\" is not allowed; the id of a key must have 1 to {LongestId} letters, digits, dots, underscores and hyphens.";
            if (KeyRing.BytesOf(key) is null) yield return $"{Section}:Keys:{id}: must be the base64 of {KeyRing.KeySize} random bytes; \"openssl rand -base64 {KeyRing.KeySize}\" makes one.";
        }

        if (Key is not null && !Keys.ContainsKey(Key)) yield return $"{Section}:Key: \"{Key}\" is not allowed; it must be the id of one of {Section}:Keys.";
    }

    private static bool IsId(string id) =>
        id.Length is >= 1 and <= LongestId && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
