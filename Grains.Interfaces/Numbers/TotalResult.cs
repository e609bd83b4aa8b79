namespace OrleansJobs.Numbers;

/// <summary>What became of a sum: one of the nested records.</summary>
[GenerateSerializer, Immutable, Alias("TotalResult")]
public abstract record TotalResult
{
    private TotalResult()
    {
    }

    /// <summary>The exact sum.</summary>
    [GenerateSerializer, Immutable, Alias("TotalResult.Summed")]
    public sealed record Summed : TotalResult
    {
        /// <summary>The sum.</summary>
        [Id(0)]
        public required long Total { get; init; }
    }

    /// <summary>The exact sum does not fit in 64 bits.</summary>
    [GenerateSerializer, Immutable, Alias("TotalResult.Overflow")]
    public sealed record Overflow : TotalResult;

    /// <summary>The source gave no numbers, or not all of them, so there is no sum.</summary>
    [GenerateSerializer, Immutable, Alias("TotalResult.SourceFailed")]
    public sealed record SourceFailed : TotalResult
    {
        /// <summary>What the source did wrong: a sentence for callers, which names no address.</summary>
        [Id(0)]
        public required string Reason { get; init; }
    }

    /// <summary>So many sums are under way and waiting that this one was not begun.</summary>
    [GenerateSerializer, Immutable, Alias("TotalResult.Busy")]
    public sealed record Busy : TotalResult;
}
