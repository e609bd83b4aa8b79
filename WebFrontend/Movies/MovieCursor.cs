using System.Buffers.Text;
using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>
/// Where a page begins, as text that callers hand back unread: the order, and the key and title behind which it begins, as a
/// JSON array in base64url.
/// </summary>
internal static class MovieCursor
{
    /// <summary>The cursor of a place in the order that the parameter sort names so.</summary>
    public static string Write(string sort, MoviePosition position) => Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes([sort, position.Key, position.Title], ApiJson.Default.ImmutableArrayString));

    /// <summary>Reads a cursor of this order.</summary>
    /// <param name="text">The cursor.</param>
    /// <param name="sort">The order of the list.</param>
    /// <param name="isYear">Whether the key must be a year.</param>
    /// <returns>Null if it is none.</returns>
    public static MoviePosition? Read(string text, string sort, bool isYear)
    {
        if (!Base64Url.IsValid(text)) return null;
        try
        {
            var parts = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), ApiJson.Default.ImmutableArrayString);
            // PostgreSQL knows no NUL.
            return parts is [var order, { } key, { } title] && order == sort && (!isYear || MovieRules.TryReadYear(key, out _))
                && !key.Contains('\0', StringComparison.Ordinal) && !title.Contains('\0', StringComparison.Ordinal)
                ? new MoviePosition { Key = key, Title = title }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
