namespace OrleansJobs.Client;

/// <summary>What an API key shall be.</summary>
public sealed class ApiKeySpec
{
    /// <summary>What people call it, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What whoever has it may do: jobs:read, jobs:submit, jobs:work, jobs:operate, admin.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The tenant whose jobs alone it is for; null: the whole service.</summary>
    public string? Tenant { get; init; }

    /// <summary>From when on it counts no more; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>What is known of an API key.</summary>
public sealed class ApiKey
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What whoever has it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The tenant whose jobs alone it is for; null: the whole service.</summary>
    public string? Tenant { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it counts no more; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last, to a minute or so; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>A new API key.</summary>
public sealed class NewApiKey
{
    /// <summary>The key, for <see cref="OrleansJobsClientOptions.ApiKey"/>. The server tells it this once.</summary>
    public required string Key { get; init; }

    /// <summary>What is known of it.</summary>
    public required ApiKey Info { get; init; }
}

internal sealed record ApiKeyList(IReadOnlyList<ApiKey> Keys);
