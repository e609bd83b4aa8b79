using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansJobs.Movies;
using OrleansJobs.WebFrontend.Replies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>Answers in the form of the older service.</summary>
internal static class CompatibleReply
{
    private const int PageSize = 500;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with a message.</summary>
    public static Task WriteMessage(HttpContext context, int status, string message)
    {
        context.Response.Headers.CacheControl = "no-store";
        return JsonReply.Write(context, status, new CompatibleMessage { Message = message }, ApiJson.Default.CompatibleMessage);
    }

    /// <summary>Answers with a movie.</summary>
    public static Task WriteMovie(HttpContext context, Movie movie) =>
        JsonReply.Write(context, 200, CompatibleMovie.Of(movie), ApiJson.Default.CompatibleMovie);

    /// <summary>
    /// Answers with all movies that match, page by page as they are read, so that memory does not grow with their number. The
    /// list is not a moment's picture: a movie that is written meanwhile may be in it or not.
    /// </summary>
    /// <exception cref="StoreException">The first page cannot be read; later the connection breaks off.</exception>
    public static async Task WriteAll(HttpContext context, IMovieQueryGrain movies, MovieFilter filter)
    {
        var page = await movies.List(filter with { Limit = PageSize });
        context.Response.ContentType = JsonReply.MediaType;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, WriterOptions);
        json.WriteStartObject();
        json.WriteStartArray("movies");
        while (true)
        {
            foreach (var movie in page.Movies) JsonSerializer.Serialize(json, CompatibleMovie.Of(movie), ApiJson.Default.CompatibleMovie);
            if (page.Next is null) break;
            json.Flush();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            page = await movies.List(filter with { Limit = PageSize, Position = page.Next });
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
