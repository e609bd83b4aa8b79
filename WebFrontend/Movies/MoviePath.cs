using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>The title in an address.</summary>
internal static class MoviePath
{
    /// <summary>The address of a movie.</summary>
    public static string Of(string title) => $"/movies/{Uri.EscapeDataString(title)}";

    /// <summary>
    /// The last segment of the request's path, decoded once. Taken from the path as it was sent: the server decodes all but
    /// "%2F", so that afterwards nobody can tell the title "Face/Off" from "Face%2FOff".
    /// </summary>
    public static string Title(HttpContext context)
    {
        var path = SentPath.Of(context).AsSpan().TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
