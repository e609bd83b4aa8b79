using System.Collections.Immutable;

namespace OrleansJobs.Access;

/// <summary>What is known of an API key. The key itself is not: it was shown once, when it was made.</summary>
[GenerateSerializer, Immutable, Alias("ApiKey")]
public sealed record ApiKey
{
    /// <summary>Its id, a part of the key.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>What people call it.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>What whoever has it may do.</summary>
    [Id(2)]
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>The tenant whose jobs alone it is for; null: the whole service.</summary>
    [Id(3)]
    public string? Tenant { get; init; }

    /// <summary>When it was made.</summary>
    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    [Id(5)]
    public required string CreatedBy { get; init; }

    /// <summary>From when on it counts no more; null: for ever.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last, to a minute or so; null: never.</summary>
    [Id(7)]
    public DateTimeOffset? LastUsedAt { get; init; }
}
