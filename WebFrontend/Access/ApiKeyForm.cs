namespace OrleansJobs.WebFrontend.Access;

/// <summary>What an API key is to be.</summary>
/// <param name="Name">What people call it, 1 to 100 characters.</param>
/// <param name="Scopes">What whoever has it may do: jobs:read, jobs:submit, jobs:work, jobs:operate, admin.</param>
/// <param name="Tenant">The tenant whose jobs alone it is for, 1 to 100 characters; absent: the whole service.</param>
/// <param name="ExpiresAt">From when on it counts no more; absent: never.</param>
internal sealed record ApiKeyBody(string Name, ImmutableArray<string> Scopes, string? Tenant = null, DateTimeOffset? ExpiresAt = null);

/// <inheritdoc cref="ApiKeyBody"/>
internal sealed class ApiKeyForm : IBodyForm<ApiKeyBody>
{
    private const int LongestName = 100;

    public static string Example => """{"name": "billing", "scopes": ["jobs:submit", "jobs:read"], "tenant": "shop", "expiresAt": "2027-01-31T00:00:00Z"}""";

    public static ApiKeyBody Read(FieldReader fields)
    {
        var body = new ApiKeyBody(fields.RequiredText("name"), ReadScopes(fields), fields.Text("tenant"), fields.Time("expiresAt"));
        CheckName(fields, "name", body.Name);
        if (body.Tenant is { } tenant) CheckName(fields, "tenant", tenant);
        if (body.Scopes.IsEmpty) fields.Fault("scopes", "must name at least one scope");
        if (body.Tenant is not null && body.Scopes.Any(scope => scope is Scopes.Admin or Scopes.Work)) fields.Fault("scopes", "must not have admin or jobs:work, as the key is one tenant's");
        return body;
    }

    /// <summary>A list of scopes; empty if absent.</summary>
    public static ImmutableArray<string> ReadScopes(FieldReader fields)
    {
        var scopes = fields.Texts("scopes");
        foreach (var (index, scope) in scopes.Index())
            if (!Scopes.All.Contains(scope)) fields.Fault($"scopes[{index}]", FaultList.OneOf([.. Scopes.All]));
        return [.. scopes.Distinct()];
    }

    private static void CheckName(FieldReader fields, string member, string name)
    {
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl)) fields.Fault(member, $"must have 1 to {LongestName} characters, none of them a control character");
    }
}
