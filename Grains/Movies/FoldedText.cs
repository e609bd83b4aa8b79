namespace OrleansJobs.Grains.Movies;

/// <summary>
/// Texts without regard to case. The databases fold differently (SQLite only ASCII, PostgreSQL as its locale says), so it is
/// done here, and a folded copy is stored beside the text.
/// </summary>
public static class FoldedText
{
    /// <summary>
    /// Each character in upper and then in lower case, by Unicode's simple mappings of one character to one, in no particular
    /// language. Both steps, as some letters differ only after the first: the two small sigmas, the micro sign and mu. What
    /// only a longer mapping makes alike ("ß" and "ss"), or one between ASCII and other letters ("ſ" and "s"), stays different.
    /// </summary>
    public static string Of(string text) => text.ToUpperInvariant().ToLowerInvariant();
}
