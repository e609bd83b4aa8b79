namespace OrleansJobs.Client;

/// <summary>What a kind that workers run shall be.</summary>
public sealed record KindSpec
{
    /// <summary>The queue of jobs that name none; null: "default".</summary>
    public string? Queue { get; init; }

    /// <summary>When failed attempts are repeated unless the job says otherwise.</summary>
    public RetryRule? Retry { get; init; }

    /// <summary>The longest that one attempt may run unless the job says otherwise; null: any time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The JSON Schema (2020-12) that inputs must fit; null: any does.</summary>
    public JsonElement? InputSchema { get; init; }
}

/// <summary>A registered kind of job.</summary>
public sealed record Kind
{
    /// <summary>The name that jobs give.</summary>
    public required string Name { get; init; }

    /// <summary>The queue of jobs that name none.</summary>
    public required string Queue { get; init; }

    /// <summary>The longest that one attempt may run unless the job says otherwise; null: without limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>When failed attempts are repeated unless the job says otherwise.</summary>
    public required RetryRule Retry { get; init; }

    /// <summary>The JSON Schema of the input.</summary>
    public JsonElement Input { get; init; }

    /// <summary>The JSON Schema of the result.</summary>
    public JsonElement Result { get; init; }

    /// <summary>Whether each job of the kind gets a small whole number too.</summary>
    public bool Numbered { get; init; }

    /// <summary>Whether workers run its jobs.</summary>
    public bool Outside { get; init; }
}

internal sealed record KindList(IReadOnlyList<Kind> Kinds);
