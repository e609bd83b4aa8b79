using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>The validator of a movie (RFC 9110, 8.8.3), and the conditions that requests make with it (13.1).</summary>
internal static class MovieTag
{
    /// <summary>A version as callers see it: 16 hexadecimal digits.</summary>
    public static string Version(Movie movie) => movie.Version.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The movie's ETag.</summary>
    public static string Of(Movie movie) => $"\"{Version(movie)}\"";

    /// <summary>
    /// The condition that If-Match and If-None-Match make. Of the latter a change takes only "*" (there must be no such movie).
    /// A tag that no movie can have makes one that none fulfils.
    /// </summary>
    public static MovieCondition Condition(HttpRequest request)
    {
        var condition = new MovieCondition { MustNotExist = request.Headers.IfNoneMatch is ["*"] };
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return condition;
        if (!EntityTagHeaderValue.TryParseList(header!, out var tags)) return Never;
        if (tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))) return condition with { MustExist = true };
        ImmutableArray<long> versions = [.. tags.Where(tag => !tag.IsWeak).Select(tag => VersionOf(tag.Tag.AsSpan())).OfType<long>()];
        return versions.IsEmpty ? Never : condition with { Versions = versions };
    }

    private static MovieCondition Never => new() { MustExist = true, MustNotExist = true };

    private static long? VersionOf(ReadOnlySpan<char> tag) =>
        long.TryParse(tag.Trim('"'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version) ? version : null;
}
