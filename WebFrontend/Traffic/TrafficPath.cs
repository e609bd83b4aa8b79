namespace OrleansJobs.WebFrontend.Traffic;

/// <summary>
/// Under which path a request is counted: decoded once and whole, without query, ending with a slash. Pure.
/// </summary>
/// <remarks>
/// The server leaves "%2F", and bytes that are no UTF-8, as they were sent, so that "%252F" and "%2F" are the same to it. Here
/// all escapes are decoded: "%2F" is a slash, what is no UTF-8 becomes U+FFFD, and a "%" that begins no escape stays. Segments
/// "." and ".." are resolved as the server does for its routes (RFC 3986, 5.2.4).
/// </remarks>
internal static class TrafficPath
{
    /// <summary>The path of a request.</summary>
    /// <param name="rawTarget">The target as sent, in ASCII: "/api/a%20b?c" or "http://host/api/a%20b".</param>
    /// <param name="path">The path as the server decoded it; right when there is nothing to decode.</param>
    public static string Of(string rawTarget, string path)
    {
        var decoded = rawTarget.Contains('%', StringComparison.Ordinal) ? Decode(rawTarget) : path;
        return decoded.EndsWith('/') ? decoded : decoded + "/";
    }

    private static string Decode(string rawTarget)
    {
        var segments = new List<string>();
        foreach (var raw in SentPath.Of(rawTarget)[1..].Split('/'))
        {
            var segment = Unescape(raw);
            if (segment == "..") segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            else if (segment != ".") segments.Add(segment);
        }

        return "/" + string.Join('/', segments);
    }

    private static string Unescape(string segment)
    {
        if (!segment.Contains('%', StringComparison.Ordinal)) return segment;
        var bytes = new byte[segment.Length];
        var length = 0;
        for (var i = 0; i < segment.Length; i++)
        {
            var isEscape = TryReadEscape(segment.AsSpan(i), out var value);
            bytes[length++] = isEscape ? value : (byte)segment[i];
            if (isEscape) i += 2;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static bool TryReadEscape(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        return text is ['%', _, _, ..] && byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
