using System.Security.Cryptography;

namespace OrleansJobs.WebFrontend.Access;

/// <summary>A text that only some know.</summary>
internal static class Secret
{
    /// <summary>The fewest characters of one.</summary>
    public const int Shortest = 32;

    /// <summary>Whether two are the same; how long that takes tells nothing of either.</summary>
    public static bool AreSame(string left, string right) => CryptographicOperations.FixedTimeEquals(Digest(left), Digest(right));

    /// <summary>A key of 256 bits for one purpose (HKDF, RFC 5869).</summary>
    public static byte[] KeyFor(string purpose, string secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
