using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Silo.Storage.Sealing;

/// <summary>
/// Seals texts with AES-256 in Galois/Counter Mode (NIST SP 800-38D): nobody reads them without the key, and nobody changes them, or puts
/// one in the place of another, without being found out.
/// </summary>
/// <remarks>
/// <para>
/// A sealed text is a JSON string, so that it fits where JSON is stored: <c> "sealed:1:ID:BASE64"</c>, with the space. ID names the key; in base64 are the nonce, the
/// encrypted text, and the tag of 128 bits. The place for which a text is sealed goes in as associated data, and is not stored.
/// </para>
/// <para>
/// Nonces are 96 random bits (8.2.2). A key may seal 2^32 texts at most (8.3), so that two nonces are never likely to be the same.
/// </para>
/// </remarks>
internal sealed class KeyRing
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly Dictionary<string, byte[]> _keys;
    private readonly string? _current;

    public KeyRing(EncryptionOptions options)
    {
        _keys = options.Keys.ToDictionary(key => key.Key, key => BytesOf(key.Value)!, StringComparer.OrdinalIgnoreCase);
        _current = options.Key;
    }

    /// <summary>Whether new texts are to be sealed.</summary>
    public bool Seals => _current is not null;

    /// <summary>The key that a setting has; null: it is none.</summary>
    public static byte[]? BytesOf(string setting)
    {
        var bytes = new byte[KeySize];
        return Convert.TryFromBase64String(setting, bytes, out var length) && length == KeySize ? bytes : null;
    }

    /// <summary>Whether a stored text is as a new one would be: sealed with the current key, or, if there is none, not sealed.</summary>
    public bool IsCurrent(ReadOnlySpan<byte> stored) => string.Equals(SealedJson.KeyOf(stored), _current, StringComparison.OrdinalIgnoreCase);

    /// <summary>Seals a text with the current key, of which there must be one.</summary>
    /// <param name="plain">The text.</param>
    /// <param name="place">Where it will be stored: it can be opened for the same place only.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, string place)
    {
        var id = Encoding.ASCII.GetBytes($"{_current}:");
        var head = SealedJson.Beginning.Length + id.Length;
        var size = NonceSize + plain.Length + TagSize;
        var text = new byte[head + Base64.GetMaxEncodedToUtf8Length(size) + 1];
        SealedJson.Beginning.CopyTo(text);
        id.CopyTo(text, SealedJson.Beginning.Length);
        var body = text.AsSpan(head, size);
        RandomNumberGenerator.Fill(body[..NonceSize]);
        using var aes = new AesGcm(_keys[_current!], TagSize);
        aes.Encrypt(body[..NonceSize], plain, body[NonceSize..^TagSize], body[^TagSize..], Associated(place));
        Base64.EncodeToUtf8InPlace(text.AsSpan(head), size, out _);
        text[^1] = (byte)'"';
        return text;
    }

    /// <summary>Opens a sealed text; null: its key is not there, or it is not a text that was sealed with it for this place.</summary>
    public byte[]? Open(ReadOnlySpan<byte> stored, string place)
    {
        if (SealedJson.KeyOf(stored) is not { } id || !_keys.TryGetValue(id, out var key) || stored[^1] != '"') return null;
        var encoded = stored[(SealedJson.Beginning.Length + id.Length + 1)..^1];
        var body = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        if (Base64.DecodeFromUtf8(encoded, body, out _, out var size) != OperationStatus.Done || size < NonceSize + TagSize) return null;
        var plain = new byte[size - NonceSize - TagSize];
        try
        {
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(body.AsSpan(0, NonceSize), body.AsSpan(NonceSize, plain.Length), body.AsSpan(size - TagSize, TagSize), plain, Associated(place));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Associated(string place) => Encoding.UTF8.GetBytes($"orleansjobs:{place}");
}
