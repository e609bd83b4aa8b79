namespace OrleansJobs.WebFrontend.Problems;

/// <summary>What a kind of error means.</summary>
public sealed record ProblemExplanation
{
    /// <summary>The <c>type</c> of the problem document.</summary>
    public required string Type { get; init; }

    /// <summary>Its <c>title</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status that it comes with.</summary>
    public required int Status { get; init; }

    /// <summary>What it means and what to do.</summary>
    public required string Explanation { get; init; }
}
