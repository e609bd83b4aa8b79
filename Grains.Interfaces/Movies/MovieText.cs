using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OrleansJobs.Jobs;

namespace OrleansJobs.Movies;

/// <summary>Reads a movie from texts as callers give them, with all faults at once. Pure.</summary>
public static class MovieText
{
    private const string Required = "is required";

    /// <summary>What a year must look like.</summary>
    public const string YearForm = "must be a whole number such as 1994";

    /// <summary>What a date must look like.</summary>
    public const string DateForm = "must be a day of the calendar such as 2024-02-29, also with / or : instead of -";

    /// <summary>Reads a movie; null is a field that was not given.</summary>
    public static bool TryRead(
        string? title, string? genre, string? releaseYear, string? expiryDate, int thisYear,
        [NotNullWhen(true)] out MovieSpec? movie, out ImmutableArray<FieldError> faults)
    {
        var found = ImmutableArray.CreateBuilder<FieldError>();
        var year = thisYear - 1;
        var date = DateOnly.MinValue;
        if (releaseYear is not null && !MovieRules.TryReadYear(releaseYear, out year)) Add("releaseYear", YearForm);
        if (expiryDate is not null && !MovieRules.TryReadDate(expiryDate, out date)) Add("expiryDate", DateForm);
        if (title is null) Add("title", Required);
        if (genre is null) Add("genre", Required);
        if (releaseYear is null) Add("releaseYear", Required);
        if (expiryDate is null) Add("expiryDate", Required);

        movie = new MovieSpec { Title = title ?? "", Genre = genre ?? "", ReleaseYear = year, ExpiryDate = date };
        found.AddRange(MovieRules.Faults(movie, thisYear).Where(fault => found.All(other => other.Field != fault.Field)));
        faults = found.ToImmutable();
        return faults.IsEmpty;

        void Add(string field, string message) => found.Add(new FieldError { Field = field, Message = message });
    }
}
