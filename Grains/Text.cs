namespace OrleansJobs.Grains;

/// <summary>Keeps texts from outside within their limits.</summary>
internal static class Text
{
    /// <summary>The first <paramref name="limit"/> characters, never half of a surrogate pair.</summary>
    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit) return text;
        var end = limit > 0 && char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return text[..end];
    }
}
