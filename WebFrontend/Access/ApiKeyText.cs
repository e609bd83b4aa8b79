using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>
/// An API key as callers have it: "ojk_", the 32 hexadecimal digits of its id, "_", and a secret of 256 random bits in base64url. It is stored as HMAC-SHA256
/// (RFC 2104) of id and secret.
/// </summary>
internal sealed record ApiKeyText(Guid Id, string Secret)
{
    /// <summary>How every key begins, by which scanners of source code find one.</summary>
    public const string Prefix = "ojk_";

    private const int IdLength = 32;
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    /// <summary>A new key.</summary>
    public static ApiKeyText New(Guid id) => new(id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Reads a key; null if it has another form.</summary>
    public static ApiKeyText? Read(string text)
    {
        if (text.Length != Prefix.Length + IdLength + 1 + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        return text[^(SecretLength + 1)] == '_' && Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var id)
            ? new ApiKeyText(id, text[^SecretLength..])
            : null;
    }

    /// <summary>What is stored of it, in hexadecimal digits.</summary>
    /// <param name="pepper">A secret that is not in the database; null: none.</param>
    public string Hash(string? pepper) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(pepper ?? ""), Encoding.UTF8.GetBytes($"{Id:N}_{Secret}")));

    /// <summary>The key.</summary>
    public override string ToString() => $"{Prefix}{Id:N}_{Secret}";
}
