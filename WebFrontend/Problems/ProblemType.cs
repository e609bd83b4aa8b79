namespace OrleansJobs.WebFrontend.Problems;

/// <summary>A kind of error that callers can tell by its stable <c>type</c> (RFC 9457, 3.1.1).</summary>
/// <param name="Slug">The end of the type, "/problems/slug".</param>
/// <param name="Status">The HTTP status it comes with.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Explanation">What it means and what to do, for a person who looks the type up.</param>
internal sealed record ProblemType(string Slug, int Status, string Title, string Explanation)
{
    /// <summary>The type as it stands in a problem document.</summary>
    public string Uri { get; } = "/problems/" + Slug;
}
