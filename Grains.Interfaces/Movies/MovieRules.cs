using System.Collections.Immutable;
using System.Globalization;
using OrleansJobs.Jobs;

namespace OrleansJobs.Movies;

/// <summary>
/// What the fields of a movie may be, and how their texts are read. A character is a Unicode scalar value: "é" counts one or
/// two, as it is written. Texts are kept as they come, without normalization. Pure.
/// </summary>
public static class MovieRules
{
    /// <summary>Characters of a title.</summary>
    public const int LongestTitle = 50;

    /// <summary>Characters of a genre.</summary>
    public const int LongestGenre = 25;

    /// <summary>What is wrong with a title; null if nothing is.</summary>
    public static string? TitleFault(string title) =>
        // No address can name these two: "/movies/.." is another one.
        title is "." or ".." ? "must not be \".\" or \"..\"" : TextFault(title, LongestTitle);

    /// <summary>What is wrong with a movie.</summary>
    /// <param name="movie">The movie.</param>
    /// <param name="thisYear">The year that it is now, in UTC.</param>
    public static ImmutableArray<FieldError> Faults(MovieSpec movie, int thisYear)
    {
        var faults = ImmutableArray.CreateBuilder<FieldError>();
        Add("title", TitleFault(movie.Title));
        Add("genre", TextFault(movie.Genre, LongestGenre));
        Add("releaseYear", movie.ReleaseYear < 1 || movie.ReleaseYear >= thisYear ? $"must be from 1 to {thisYear - 1}" : null);
        return faults.ToImmutable();

        void Add(string field, string? fault)
        {
            if (fault is not null) faults.Add(new FieldError { Field = field, Message = fault });
        }
    }

    /// <summary>Reads a whole number.</summary>
    public static bool TryReadYear(string text, out int year) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out year);

    /// <summary>Reads a day of the calendar: YYYY-MM-DD, YYYY/MM/DD or YYYY:MM:DD.</summary>
    public static bool TryReadDate(string text, out DateOnly date)
    {
        date = default;
        return text.Length == 10 && text[4] == text[7] && text[4] is '-' or '/' or ':'
            && DateOnly.TryParseExact(text.Replace(text[4], '-'), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    /// <summary>Writes a day as YYYY-MM-DD.</summary>
    public static string Write(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    private const string DateFormat = "yyyy-MM-dd";

    private static string? TextFault(string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text) || text.EnumerateRunes().Count() > longest) return $"must have 1 to {longest} characters, not only white space";
        return text.Any(char.IsControl) ? "must not have control characters" : null;
    }
}
