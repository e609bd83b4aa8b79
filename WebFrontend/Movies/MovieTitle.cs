using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>The title in an address.</summary>
internal sealed record MovieTitle(string Value) : IBindableFromHttpContext<MovieTitle>, IEndpointParameterMetadataProvider
{
    /// <summary>Why there can be no movie of this title; null if there can be one.</summary>
    public string? Fault => MovieRules.TitleFault(Value);

    /// <summary>The address of a movie.</summary>
    public static string PathOf(string title) => $"/movies/{Uri.EscapeDataString(title)}";

    public static ValueTask<MovieTitle?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Of(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(ParameterPart.Path("title", "The title; matches exactly. A slash in it is written %2F."));

    /// <summary>
    /// The last segment of the request's path, decoded once. Taken from the path as it was sent: the server decodes all but
    /// "%2F", so that afterwards nobody can tell the title "Face/Off" from "Face%2FOff".
    /// </summary>
    public static MovieTitle Of(HttpContext context)
    {
        var path = SentPath.Of(context).AsSpan().TrimEnd('/');
        return new MovieTitle(Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]));
    }
}
