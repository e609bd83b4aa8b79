using System.Collections.Immutable;
using System.Text.Json;
using OrleansJobs.Tests.WebFrontend.Fakes;

namespace OrleansJobs.Tests.WebFrontend.Access;

/// <summary>A service in which credentials are configured.</summary>
public abstract class GuardedService : WebService
{
    protected const string AdminKey = "an-admin-key-of-a-test-of-32-characters";

    protected override string[] Arguments => ["--Access:AdminKey", AdminKey];

    /// <summary>The header of a request with these credentials.</summary>
    protected static (string, string) With(string credentials) => ("Authorization", $"Bearer {credentials}");

    /// <summary>Makes an API key; answers the whole of it.</summary>
    internal async Task<string> NewKey(ImmutableArray<string> scopes, string? tenant = null, DateTimeOffset? expiresAt = null, string name = "test")
    {
        var body = JsonSerializer.Serialize(new { name, scopes = scopes.ToArray(), tenant, expiresAt });
        return (await ReadJson(await Post("/admin/keys", body, With(AdminKey)), 201)).GetProperty("key").GetString()!;
    }
}
