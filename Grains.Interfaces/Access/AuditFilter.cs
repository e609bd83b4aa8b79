namespace OrleansJobs.Access;

/// <summary>Which changes are asked for.</summary>
[GenerateSerializer, Immutable, Alias("AuditFilter")]
public sealed record AuditFilter
{
    /// <summary>Only those of this caller; null: of all.</summary>
    [Id(0)]
    public string? Actor { get; init; }

    /// <summary>Only those of this path; null: of all.</summary>
    [Id(1)]
    public string? Target { get; init; }

    /// <summary>Only those before this place; null: from the newest on.</summary>
    [Id(2)]
    public long? Before { get; init; }

    /// <summary>At most so many, up to 500.</summary>
    [Id(3)]
    public int Limit { get; init; } = 50;
}
