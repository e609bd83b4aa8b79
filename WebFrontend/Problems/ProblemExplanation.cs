namespace OrleansJobs.WebFrontend.Problems;

/// <summary>What a kind of error means.</summary>
/// <param name="Type">The <c>type</c> of the problem document.</param>
/// <param name="Title">Its <c>title</c>.</param>
/// <param name="Status">The HTTP status that it comes with.</param>
/// <param name="Explanation">What it means and what to do.</param>
public sealed record ProblemExplanation(string Type, string Title, int Status, string Explanation);
