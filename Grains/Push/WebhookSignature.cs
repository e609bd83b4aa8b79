using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansJobs.Grains.Push;

/// <summary>Signs webhooks by the rules of Standard Webhooks. Pure.</summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int ShortestSecret = 24;
    private const int LongestSecret = 64;

    /// <summary>The key that a secret stands for; null if it is none: "whsec_" and the base64 of 24 to 64 bytes.</summary>
    public static byte[]? KeyOf(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || !Base64.IsValid(secret.AsSpan(Prefix.Length))) return null;
        var key = Convert.FromBase64String(secret[Prefix.Length..]);
        return key.Length is >= ShortestSecret and <= LongestSecret ? key : null;
    }

    /// <summary>The header webhook-signature: a signature by each key, first that of the first.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="id">The header webhook-id.</param>
    /// <param name="timestamp">The header webhook-timestamp, in seconds since 1970.</param>
    /// <param name="body">The body, to the byte.</param>
    public static string Of(IEnumerable<byte[]> keys, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }
}
