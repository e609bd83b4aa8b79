using System.Security.Cryptography;
using System.Text;
using OrleansJobs.Silo.Storage.Sealing;

namespace OrleansJobs.Tests.Silo.Storage;

/// <summary>Keys that inputs and results are sealed with.</summary>
internal static class Keys
{
    /// <summary>The key of this id, the same each time.</summary>
    public static string Of(string id) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(id.ToUpperInvariant())));

    /// <summary>Settings with these keys, the first of which is the current one; none if it is empty.</summary>
    public static EncryptionOptions Options(string current, params string[] others)
    {
        string[] ids = current.Length == 0 ? others : [current, .. others];
        return new EncryptionOptions { Key = current.Length == 0 ? null : current, Keys = ids.ToDictionary(id => id, Of, StringComparer.OrdinalIgnoreCase) };
    }
}
