using System.Globalization;
using OrleansJobs.Movies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// The query string of a list of movies. A condition on a field is a parameter "field.operator"; "field" alone is "field.eq".
/// </summary>
internal static class MovieListParameters
{
    /// <summary>The orders, by name; with "-" before it the greatest comes first.</summary>
    private static readonly Dictionary<string, MovieSort> Sorts = new(StringComparer.Ordinal)
    {
        ["title"] = MovieSort.Title,
        ["genre"] = MovieSort.Genre,
        ["releaseYear"] = MovieSort.ReleaseYear,
        ["expiryDate"] = MovieSort.ExpiryDate,
    };

    /// <summary>The operators, with what they mean.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> Operators =
    [
        ("eq", "is this"),
        ("contains", "has this in it, whatever its case"),
        ("gt", "is more than this"),
        ("lt", "is less than this"),
        ("between", "is from the one to the other value, both included: \"1990..1999\""),
    ];

    /// <summary>The names of the fields.</summary>
    public static IEnumerable<string> Fields => Sorts.Keys;

    /// <summary>The values of the parameter sort.</summary>
    public static IEnumerable<string> SortNames => Sorts.Keys.SelectMany(name => new[] { name, "-" + name });

    /// <summary>Every parameter.</summary>
    public static readonly string[] Names =
        [.. Fields.SelectMany(field => Operators.Select(o => $"{field}.{o.Name}").Prepend(field)), "sort", "limit", "cursor"];

    /// <summary>Reads the filter; faults go to <paramref name="query"/>.</summary>
    public static MovieFilter Read(QueryReader query, out string sort)
    {
        sort = ReadSort(query);
        var field = Sorts[sort.TrimStart('-')];
        return new MovieFilter
        {
            Title = ReadField(query, "title", text => text, ""),
            Genre = ReadField(query, "genre", text => text, ""),
            ReleaseYear = ReadField(query, "releaseYear", ReadYear, MovieText.YearForm),
            ExpiryDate = ReadField(query, "expiryDate", ReadDate, MovieText.DateForm),
            Sort = field,
            Descending = sort[0] == '-',
            Limit = query.Integer("limit", absent: 50, least: 1, most: 500),
            Position = ReadCursor(query, sort, field),
        };
    }

    private static string ReadSort(QueryReader query)
    {
        if (query.Text("sort") is not { } text) return "title";
        if (SortNames.Contains(text)) return text;
        query.Fault("sort", $"must be one of {string.Join(", ", SortNames)}");
        return "title";
    }

    private static MoviePosition? ReadCursor(QueryReader query, string sort, MovieSort field)
    {
        if (query.Text("cursor") is not { } text) return null;
        var position = MovieCursor.Read(text, sort, field == MovieSort.ReleaseYear);
        if (position is null) query.Fault("cursor", "is not one that a page of this list, in this order, gave");
        return position;
    }

    private static FieldFilter ReadField(QueryReader query, string field, Func<string, string?> canonical, string form)
    {
        var (low, high) = ReadRange();
        if (query.Text(field) is not null && query.Text($"{field}.eq") is not null) query.Fault($"{field}.eq", $"is the same as {field}; give one of them");
        var equal = Value(field) ?? Value($"{field}.eq");
        if (equal is not null && low is not null) query.Fault($"{field}.between", "cannot be given together with eq");
        return new FieldFilter
        {
            Contains = query.Text($"{field}.contains"),
            From = equal ?? low,
            To = equal ?? high,
            After = Value($"{field}.gt"),
            Before = Value($"{field}.lt"),
        };

        string? Value(string name) => query.Text(name) is { } text ? Canonical(name, text) : null;

        string? Canonical(string name, string text)
        {
            var value = canonical(text);
            if (value is null) query.Fault(name, form);
            return value;
        }

        (string? Low, string? High) ReadRange()
        {
            var name = $"{field}.between";
            if (query.Text(name) is not { } text) return (null, null);
            if (text.Split("..", 2) is [{ Length: > 0 } from, { Length: > 0 } to]) return (Canonical(name, from), Canonical(name, to));
            query.Fault(name, "must be two values with .. between them");
            return (null, null);
        }
    }

    private static string? ReadYear(string text) =>
        MovieRules.TryReadYear(text, out var year) ? year.ToString(CultureInfo.InvariantCulture) : null;

    private static string? ReadDate(string text) => MovieRules.TryReadDate(text, out var date) ? MovieRules.Write(date) : null;
}
