using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A change of some fields of a movie, whose values the grain checks.</summary>
internal sealed class MoviePatchForm : IBodyForm<MoviePatch>
{
    public static string Example => """{"expiryDate": "2031-06-30"}""";

    public static Type Shape => typeof(MoviePatchBody);

    public static ImmutableArray<string> OtherMediaTypes => ["application/merge-patch+json"];

    public static MoviePatch Read(FieldReader fields)
    {
        var patch = new MoviePatch { Genre = fields.Text("genre"), ReleaseYear = ReadYear(fields), ExpiryDate = ReadDate(fields) };
        foreach (var name in (string[])["genre", "releaseYear", "expiryDate"])
        {
            if (fields.IsNull(name)) fields.Fault(name, "cannot be removed");
        }

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
