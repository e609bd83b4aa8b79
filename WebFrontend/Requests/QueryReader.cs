using System.Globalization;
using Microsoft.Extensions.Primitives;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// Reads the parameters of a query string strictly: each at most once, none that the route does not have, so that a
/// mistyped filter does not pass for no filter.
/// </summary>
internal sealed class QueryReader
{
    private readonly IQueryCollection _query;
    private readonly List<FieldError> _faults = [];

    /// <summary>Reads the query string of a route with the parameters <paramref name="known"/>.</summary>
    public QueryReader(HttpRequest request, params ReadOnlySpan<string> known)
    {
        _query = request.Query;
        foreach (var (name, values) in _query)
        {
            if (!known.Contains(name)) Fault(name, known.Length == 0 ? "is not known" : $"is not known; known are {string.Join(", ", known!)}");
            else if (values.Count > 1) Fault(name, "is given more than once");
        }
    }

    /// <summary>The answer if anything was wrong; null otherwise.</summary>
    public Problem? Problem => _faults.Count == 0 ? null : Problem.InvalidQuery(_faults);

    /// <summary>A text without control characters; null if absent.</summary>
    public string? Text(string name, int longest = 1_000) => Text(name, longest, char.IsControl, "control characters");

    /// <summary>A text as a file may have it, with line breaks and tabs; null if absent.</summary>
    public string? AnyText(string name, int longest) => Text(name, longest, character => character == '\0', "NUL");

    private string? Text(string name, int longest, Func<char, bool> isRefused, string refused)
    {
        if (!_query.TryGetValue(name, out StringValues values) || values.Count != 1) return null;
        var text = values[0]!;
        if (text.Length > 0 && text.Length <= longest && !text.Any(isRefused)) return text;
        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must have 1 to {longest} characters, none of them {refused}"));
        return null;
    }

    /// <summary>A whole number in a range.</summary>
    public int Integer(string name, int absent, int least, int most)
    {
        if (Text(name) is not { } text) return absent;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"));
        return absent;
    }

    /// <summary>"true" or "false"; false if absent.</summary>
    public bool Flag(string name)
    {
        var text = Text(name);
        if (text is not (null or "true" or "false")) Fault(name, "must be true or false");
        return text == "true";
    }

    /// <summary>An RFC 3339 time, with its offset from UTC.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        // An offset's plus sign that was not escaped is a space in a query string.
        if (Rfc3339Time.TryParse(text.Replace(' ', '+'), out var time)) return time;
        Fault(name, "must be an RFC 3339 time with an offset, such as \"2026-01-31T12:00:00Z\"");
        return null;
    }

    /// <summary>Records that a parameter is wrong.</summary>
    public void Fault(string name, string message) => _faults.Add(new FieldError { Field = name, Message = message });
}
