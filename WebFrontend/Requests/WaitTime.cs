using System.Globalization;
using OrleansJobs.Jobs;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>How long a caller is ready to wait for an answer: <c>?wait=30s</c>, or <c>Prefer: wait=30</c> (RFC 7240, 4.3).</summary>
internal static class WaitTime
{
    /// <summary>A longer wait is cut to this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Reads a wait from the query parameter "wait", else from the header; zero if there is none.</summary>
    public static TimeSpan Read(HttpContext context, QueryReader query)
    {
        if (query.Text("wait") is { } text)
        {
            if (TryParse(text, out var wait)) return Cut(wait);
            query.Fault("wait", "must be seconds (\"30\", \"30s\") or an ISO 8601 duration (\"PT30S\"), not negative");
            return TimeSpan.Zero;
        }

        if (Preferred(context.Request.Headers["Prefer"]) is not { } preferred) return TimeSpan.Zero;
        var applied = Cut(preferred);
        context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={applied.TotalSeconds}");
        return applied;
    }

    /// <summary>Reads "30", "30s" or "PT30S".</summary>
    public static bool TryParse(string text, out TimeSpan wait)
    {
        if (Iso8601Duration.TryParse(text, out wait)) return wait >= TimeSpan.Zero;
        var digits = text.EndsWith('s') ? text.AsSpan(0, text.Length - 1) : text;
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        wait = TimeSpan.FromSeconds(seconds);
        return isNumber;
    }

    // A preference that is not understood is ignored (RFC 7240, 2).
    private static TimeSpan? Preferred(IEnumerable<string?> headers)
    {
        foreach (var preference in headers.SelectMany(header => (header ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return TimeSpan.FromSeconds(seconds);
        }

        return null;
    }

    private static TimeSpan Cut(TimeSpan wait) => wait < Longest ? wait : Longest;
}
