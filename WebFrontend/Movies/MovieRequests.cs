using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OrleansJobs.Jobs;
using OrleansJobs.Movies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Reads what the bodies of requests say of movies.</summary>
internal static class MovieRequests
{
    /// <summary>Reads a whole movie.</summary>
    /// <param name="body">The body.</param>
    /// <param name="title">The title where the body has none.</param>
    /// <param name="thisYear">The year that it is now.</param>
    /// <param name="movie">The movie.</param>
    /// <param name="faults">What is wrong with it.</param>
    public static bool TryRead(
        JsonElement body, string? title, int thisYear, [NotNullWhen(true)] out MovieSpec? movie, out ImmutableArray<FieldError> faults)
    {
        var fields = new FieldReader(body);
        var (given, genre, year, date) = (fields.Text("title"), fields.Text("genre"), fields.TextOrNumber("releaseYear"), fields.Text("expiryDate"));
        fields.RefuseOthers();
        MovieText.TryRead(given ?? title, genre, year, date, thisYear, out movie, out faults);
        faults = [.. fields.Faults, .. faults.Where(fault => fields.Faults.All(other => other.Field != fault.Field))];
        return faults.IsEmpty;
    }

    /// <summary>Reads a change of some fields, whose values the grain checks.</summary>
    public static MoviePatch ReadPatch(JsonElement body, out IReadOnlyList<FieldError> faults)
    {
        var fields = new FieldReader(body);
        var patch = new MoviePatch { Genre = fields.Text("genre"), ReleaseYear = ReadYear(fields), ExpiryDate = ReadDate(fields) };
        foreach (var name in (string[])["genre", "releaseYear", "expiryDate"])
        {
            if (fields.IsNull(name)) fields.Fault(name, "cannot be removed");
        }

        fields.RefuseOthers();
        faults = fields.Faults;
        return patch;
    }

    private static int? ReadYear(FieldReader fields)
    {
        if (fields.TextOrNumber("releaseYear") is not { } text) return null;
        if (MovieRules.TryReadYear(text, out var year)) return year;
        fields.Fault("releaseYear", MovieText.YearForm);
        return null;
    }

    private static DateOnly? ReadDate(FieldReader fields)
    {
        if (fields.Text("expiryDate") is not { } text) return null;
        if (MovieRules.TryReadDate(text, out var date)) return date;
        fields.Fault("expiryDate", MovieText.DateForm);
        return null;
    }
}
