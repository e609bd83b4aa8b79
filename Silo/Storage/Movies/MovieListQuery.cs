using System.Globalization;
using OrleansJobs.Grains.Movies;
using OrleansJobs.Movies;

namespace OrleansJobs.Silo.Storage.Movies;

/// <summary>
/// Lists movies along the index of their order, from where the page begins to the end of the range that the filter gives for
/// the field of the order. A bounded number of rows is looked at for one page; the other conditions are tried on those. So a
/// page may be short, and the work for it is bounded.
/// </summary>
internal static class MovieListQuery
{
    private static readonly Column[] Columns =
    [
        new("title", "m.title_folded", "text"),
        new("genre", "m.genre_folded", "text"),
        new("release_year", "CAST(m.release_year AS text)", "integer"),
        new("expiry_date", "m.expiry_date", "text"),
    ];

    // No text that a field may have is greater.
    private static readonly string GreatestText = string.Concat(Enumerable.Repeat("\U0010FFFF", MovieRules.LongestTitle + 1));

    private static readonly string[] Pages = [.. Orders(Page)];
    private static readonly string[] Ends = [.. Orders(End)];

    /// <summary>Every statement that this makes.</summary>
    public static IEnumerable<string> Statements => [.. Pages, .. Ends];

    public static async Task<MoviePage> Read(Session session, MovieFilter filter, int looked, CancellationToken cancellationToken)
    {
        var order = 2 * (int)filter.Sort + (filter.Descending ? 1 : 0);
        var isYear = IsYear((int)filter.Sort);
        var (key, title, last) = Range(filter);
        var end = (await session.Command(Ends[order], key, title, last, looked - 1).ReadAll(
            row => new MoviePosition { Key = row.GetString(0), Title = row.GetString(1) }, cancellationToken)).SingleOrDefault();
        var found = await session.Command(
            Pages[order],
            [
                key, title, end is null ? last : Value(end.Key, isYear), end?.Title ?? (filter.Descending ? "" : GreatestText), filter.Limit + 1,
                .. Fields(filter).SelectMany((field, i) => Values(field, IsYear(i))),
            ]).ReadAll(MovieTable.Read, cancellationToken);
        return found.Count > filter.Limit
            ? new MoviePage { Movies = [.. found.Take(filter.Limit)], Next = PositionOf(found[filter.Limit - 1], filter.Sort) }
            : new MoviePage { Movies = [.. found], Next = end };
    }

    /// <summary>Where to begin (behind this key and title) and where to end (with this key) in the order.</summary>
    private static (object Key, string Title, object Last) Range(MovieFilter filter)
    {
        var field = Fields(filter)[(int)filter.Sort];
        var isYear = IsYear((int)filter.Sort);
        var (least, greatest) = isYear ? ((object)int.MinValue, (object)int.MaxValue) : ("", GreatestText);
        var low = Value(field.From ?? field.After, isYear) ?? least;
        var high = Value(field.To ?? field.Before, isYear) ?? greatest;
        var (first, last) = filter.Descending ? (high, low) : (low, high);
        return filter.Position is { } position
            ? (Value(position.Key, isYear)!, position.Title, last)
            : (first, filter.Descending ? GreatestText : "", last);
    }

    private static MoviePosition PositionOf(Movie movie, MovieSort sort) => new()
    {
        Key = sort switch
        {
            MovieSort.Title => movie.Fields.Title,
            MovieSort.Genre => movie.Fields.Genre,
            MovieSort.ReleaseYear => movie.Fields.ReleaseYear.ToString(CultureInfo.InvariantCulture),
            MovieSort.ExpiryDate => MovieRules.Write(movie.Fields.ExpiryDate),
            _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "This is no order."),
        },
        Title = movie.Fields.Title,
    };

    private static FieldFilter[] Fields(MovieFilter filter) => [filter.Title, filter.Genre, filter.ReleaseYear, filter.ExpiryDate];

    private static IEnumerable<object?> Values(FieldFilter field, bool isYear) =>
    [
        Pattern(field.Contains), Value(field.From, isYear), Value(field.To, isYear), Value(field.After, isYear), Value(field.Before, isYear),
    ];

    private static object? Value(string? text, bool isYear) =>
        text is not null && isYear ? int.Parse(text, CultureInfo.InvariantCulture) : text;

    private static bool IsYear(int field) => field == (int)MovieSort.ReleaseYear;

    // What LIKE gives a meaning, and the sign that takes it away, mean themselves.
    private static string? Pattern(string? part) => part is null ? null : $"%{FoldedText.Of(part)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal)}%";

    private static IEnumerable<string> Orders(Func<string, bool, string> make) =>
        Columns.SelectMany(column => new[] { make(column.Name, false), make(column.Name, true) });

    /// <summary>What matches, behind the place in $1 and $2 and up to that in $3 and $4.</summary>
    private static string Page(string column, bool descending) =>
        $"""
        SELECT {MovieTable.Columns} FROM movies m
        WHERE (m.{column}, m.title) {(descending ? "<" : ">")} ($1, $2) AND (m.{column}, m.title) {(descending ? ">=" : "<=")} ($3, $4)
          AND {string.Join(" AND ", Columns.SelectMany((one, i) => one.Conditions(6 + 5 * i)))}
        ORDER BY {Order(column, descending)} LIMIT $5
        """;

    /// <summary>The last place that is looked at; none if the range, up to the key in $3, ends before. Read from the index alone.</summary>
    private static string End(string column, bool descending) =>
        $"""
        SELECT CAST(m.{column} AS text), m.title FROM movies m
        WHERE (m.{column}, m.title) {(descending ? "<" : ">")} ($1, $2) AND m.{column} {(descending ? ">=" : "<=")} $3
        ORDER BY {Order(column, descending)} LIMIT 1 OFFSET $4
        """;

    private static string Order(string column, bool descending)
    {
        var direction = descending ? "DESC" : "ASC";
        return column == "title" ? $"m.title {direction}" : $"m.{column} {direction}, m.title {direction}";
    }

    private sealed record Column(string Name, string Folded, string Type)
    {
        /// <summary>What must hold of the field, given in five parameters, any of which may be null.</summary>
        public IEnumerable<string> Conditions(int first) =>
        [
            $@"(CAST(${first} AS text) IS NULL OR {Folded} LIKE ${first} ESCAPE '\')",
            Comparison(">=", first + 1), Comparison("<=", first + 2), Comparison(">", first + 3), Comparison("<", first + 4),
        ];

        private string Comparison(string sign, int parameter) =>
            $"(CAST(${parameter} AS {Type}) IS NULL OR m.{Name} {sign} ${parameter})";
    }
}
