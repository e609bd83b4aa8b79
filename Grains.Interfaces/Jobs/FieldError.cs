namespace OrleansJobs.Jobs;

/// <summary>What is wrong with one field of a request.</summary>
[GenerateSerializer, Immutable, Alias("FieldError")]
public sealed record FieldError
{
    /// <summary>The field's name in the request, "input" for the kind's own input.</summary>
    [Id(0)]
    public required string Field { get; init; }

    /// <summary>What is wrong and what is allowed.</summary>
    [Id(1)]
    public required string Message { get; init; }
}
