using System.Security.Cryptography;

namespace OrleansJobs.Client.Http;

/// <summary>Keys that make calls safe to repeat.</summary>
internal static class IdempotencyKeys
{
    /// <summary>A key that nobody else has.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The header of a key.</summary>
    public static (string Name, string Value) Header(string key) => ("Idempotency-Key", key);
}
