using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// The query string of a list of movies. A condition on a field is a parameter "field.operator"; "field" alone is "field.eq".
/// </summary>
internal sealed class MovieListParameters : IQueryForm<MovieListParameters.Choice>
{
    /// <summary>The orders, by name; with "-" before it the greatest comes first.</summary>
    private static readonly Dictionary<string, MovieSort> Sorts = new(StringComparer.Ordinal)
    {
        ["title"] = MovieSort.Title,
        ["genre"] = MovieSort.Genre,
        ["releaseYear"] = MovieSort.ReleaseYear,
        ["expiryDate"] = MovieSort.ExpiryDate,
    };

    private static readonly string[] SortNames = [.. Sorts.Keys.SelectMany(name => new[] { name, "-" + name })];

    /// <summary>Which movies, and the order in which they are asked for.</summary>
    internal sealed record Choice(string Sort, MovieFilter Filter);

    public static Choice Read(QueryReader query)
    {
        var filter = new MovieFilter
        {
            Title = ReadField(query, "title", text => text, ""),
            Genre = ReadField(query, "genre", text => text, ""),
            ReleaseYear = ReadField(query, "releaseYear", ReadYear, MovieText.YearForm),
            ExpiryDate = ReadField(query, "expiryDate", ReadDate, MovieText.DateForm),
        };
        var sort = query.OneOf("sort", "The order; by title if absent. With - before it the greatest comes first.", SortNames) ?? "title";
        var field = Sorts[sort.TrimStart('-')];
        return new Choice(sort, filter with
        {
            Sort = field,
            Descending = sort[0] == '-',
            Limit = query.Integer("limit", "At most so many movies, 1 to 500; 50 if absent.", 1, 500) ?? 50,
            Position = query.Cursor(text => MovieCursor.Read(text, sort, field == MovieSort.ReleaseYear), list: "this list, in this order,"),
        });
    }

    private static FieldFilter ReadField(QueryReader query, string field, Func<string, string?> canonical, string form)
    {
        var equal = Value(field, $"The same as {field}.eq.");
        var alsoEqual = Value($"{field}.eq", $"Only movies whose {field} is this.");
        if (equal is not null && alsoEqual is not null) query.Fault($"{field}.eq", $"is the same as {field}; give one of them");
        equal ??= alsoEqual;
        var contains = query.Text($"{field}.contains", $"Only movies whose {field} has this in it, whatever its case.");
        var (after, before) = (Value($"{field}.gt", $"Only movies whose {field} is more than this."), Value($"{field}.lt", $"Only movies whose {field} is less than this."));
        var (low, high) = ReadRange();
        if (equal is not null && low is not null) query.Fault($"{field}.between", "cannot be given together with eq");
        return new FieldFilter { Contains = contains, From = equal ?? low, To = equal ?? high, After = after, Before = before };

        string? Value(string name, string about) => query.Text(name, about) is { } text ? Canonical(name, text) : null;

        string? Canonical(string name, string text)
        {
            var value = canonical(text);
            if (value is null) query.Fault(name, form);
            return value;
        }

        (string? Low, string? High) ReadRange()
        {
            var name = $"{field}.between";
            var about = $"Only movies whose {field} is from the one to the other value, both included: \"1990..1999\".";
            if (query.Text(name, about) is not { } text) return (null, null);
            if (text.Split("..", 2) is [{ Length: > 0 } from, { Length: > 0 } to]) return (Canonical(name, from), Canonical(name, to));
            query.Fault(name, "must be two values with .. between them");
            return (null, null);
        }
    }

    private static string? ReadYear(string text) =>
        MovieRules.TryReadYear(text, out var year) ? year.ToString(CultureInfo.InvariantCulture) : null;

    private static string? ReadDate(string text) => MovieRules.TryReadDate(text, out var date) ? MovieRules.Write(date) : null;
}
