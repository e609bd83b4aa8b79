using OrleansJobs.Jobs;

namespace OrleansJobs.Access;

/// <summary>A change that an operator asked for.</summary>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked: "local", "admin-key", "key:" and a key's name, or "token:" and a token's subject.</summary>
    [Id(2)]
    public required string Actor { get; init; }

    /// <summary>What was asked for: a method and the pattern of a route.</summary>
    [Id(3)]
    public required string Action { get; init; }

    /// <summary>The path that it was asked of.</summary>
    [Id(4)]
    public required string Target { get; init; }

    /// <summary>The HTTP status that was answered; null while that is not known, which it never is if the process died meanwhile.</summary>
    [Id(5)]
    public int? Status { get; init; }

    /// <summary>What it is about, before; null if there was nothing, or it is too long to be kept.</summary>
    [Id(6)]
    public Json? Before { get; init; }

    /// <summary>The same, after.</summary>
    [Id(7)]
    public Json? After { get; init; }

    /// <summary>The trace of the request.</summary>
    [Id(8)]
    public required string TraceId { get; init; }
}
