using System.Text.Encodings.Web;
using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Answers with an error in the form of the older service.</summary>
internal sealed class CompatibleFault(int status, string message) : IResult
{
    /// <summary>After how many seconds it is worth trying again; null if it is not.</summary>
    public int? RetryAfter { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds) httpContext.Response.Headers.RetryAfter = FormattableString.Invariant($"{seconds}");
        return JsonReply.Write(httpContext, status, new CompatibleMessage(message), ApiJson.Default.CompatibleMessage);
    }
}

/// <summary>
/// Answers with all movies that match, page by page as they are read, so that memory does not grow with their number. The
/// list is not a moment's picture: a movie that is written meanwhile may be in it or not. If the first page cannot be read, that can
/// still be told; later the connection breaks off.
/// </summary>
internal sealed class CompatibleList(IMovieQueryGrain movies, MovieFilter filter) : IResult, IEndpointMetadataProvider
{
    private const int PageSize = 500;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(CompatibleMovies), [JsonReply.MediaType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var page = await movies.List(filter with { Limit = PageSize });
        response.ContentType = JsonReply.MediaType;
        await using var json = new Utf8JsonWriter(response.BodyWriter, WriterOptions);
        json.WriteStartObject();
        json.WriteStartArray("movies");
        while (true)
        {
            foreach (var movie in page.Movies) JsonSerializer.Serialize(json, CompatibleMovie.Of(movie), ApiJson.Default.CompatibleMovie);
            if (page.Next is null) break;
            json.Flush();
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
            page = await movies.List(filter with { Limit = PageSize, Position = page.Next });
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
