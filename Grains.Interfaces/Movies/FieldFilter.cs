namespace OrleansJobs.Movies;

/// <summary>
/// What must hold of one field; null is no condition. All values are texts as the field is written: a year in digits, a date
/// as YYYY-MM-DD. Years compare as numbers, all others by code points.
/// </summary>
[GenerateSerializer, Immutable, Alias("FieldFilter")]
public sealed record FieldFilter
{
    /// <summary>A part of the field, whatever its case.</summary>
    [Id(0)]
    public string? Contains { get; init; }

    /// <summary>The least that the field may be.</summary>
    [Id(1)]
    public string? From { get; init; }

    /// <summary>The most that the field may be.</summary>
    [Id(2)]
    public string? To { get; init; }

    /// <summary>What the field must be more than.</summary>
    [Id(3)]
    public string? After { get; init; }

    /// <summary>What the field must be less than.</summary>
    [Id(4)]
    public string? Before { get; init; }
}
